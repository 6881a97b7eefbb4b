using System.Net;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote.Transport.DotNetty;

namespace Townlet.Experiments.Clustering;

/// <summary>The settings of an actor system that is a node of the cluster, beside those in HOCON.conf.</summary>
internal static class ClusterConfig
{
    /// <param name="settings">Of this node.</param>
    /// <param name="roles">From <see cref="ClusterRole"/>.</param>
    public static Config For(ClusterSettings settings, params string[] roles)
    {
        // A name is announced as it is; which address it has, the node need not know.
        var listensOn = IPAddress.TryParse(settings.Host, out _) ? settings.Host : IPAddress.Any.ToString();
        return ConfigurationFactory.ParseString($$"""
            akka {
              actor.provider = cluster
              cluster.roles = [{{string.Join(", ", roles)}}]
              remote.dot-netty.tcp {
                hostname = "{{listensOn}}"
                public-hostname = "{{settings.Host}}"
                port = {{settings.Port}}
                enable-ssl = {{(settings.Certificate is null ? "off" : "on")}}
              }
            }
            """)
            .WithFallback(WireSerializer.Bindings);
    }

    /// <summary>Encryption, where there is a certificate: both sides must show the very same one.</summary>
    public static Setup? Encryption(ClusterSettings settings) => settings.Certificate is { } certificate
        ? new DotNettySslSetup(
            certificate, suppressValidation: false, requireMutualAuthentication: true, customValidator: CertificateValidation.PinnedCertificate(certificate.Thumbprint))
        : null;
}
