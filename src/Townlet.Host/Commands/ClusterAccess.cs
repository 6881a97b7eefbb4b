using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Townlet.Actors.Frontend;
using Townlet.Configuration.Files;
using Townlet.Experiments.Clustering;

namespace Townlet.Host.Commands;

/// <summary>Makes of the user's options how this process takes part in an experiment's cluster, or refuses what would not be safe.</summary>
internal static class ClusterAccess
{
    /// <exception cref="RunRefusedException">An option is wrong, a port is taken, or the others could not be kept out.</exception>
    public static ClusterSettings OfCoordinator(RunSettings settings)
    {
        var host = settings.ClusterHost ?? IPAddress.Loopback.ToString();
        var address = Listening(host);
        var port = settings.ClusterPort is { } wanted
            ? FreePort.IsFree(address, wanted) ? wanted : throw new RunRefusedException(ExitCode.PortTaken, $"Port {wanted} is taken, and --cluster-port asks for it. Choose another one, or leave the option out.")
            : FreePort.From(address, ClusterSettings.UsualPort) ?? throw new RunRefusedException(ExitCode.PortTaken, $"A hundred ports from {ClusterSettings.UsualPort} on are taken. Name a free one with --cluster-port.");
        return Secure(settings, host, port);
    }

    /// <exception cref="RunRefusedException">As above.</exception>
    public static ClusterSettings OfWorker(RunSettings settings, NodeAddress coordinator)
    {
        var host = settings.ClusterHost ?? OwnAddressTowards(coordinator);
        var address = Listening(host);
        return settings.ClusterPort is not { } port || FreePort.IsFree(address, port)
            ? Secure(settings, host, settings.ClusterPort ?? 0)
            : throw new RunRefusedException(ExitCode.PortTaken, $"Port {port} is taken, and --cluster-port asks for it. Choose another one, or leave the option out.");
    }

    public static bool IsLoopback(string host) => IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);

    private static ClusterSettings Secure(RunSettings settings, string host, int port)
    {
        var certificate = settings.ClusterCertificate is { } file ? ReadCertificate(file, settings.ClusterCertificatePassword) : null;
        var secret = settings.ClusterSecretFile is { } secretFile ? ReadSecret(secretFile) : settings.ClusterSecret;
        return IsLoopback(host) || (certificate is not null && secret is not null)
            ? new ClusterSettings { Host = host, Port = port, Certificate = certificate, Secret = secret }
            : throw new RunRefusedException(
                ExitCode.BadInput,
                $"On {host} every machine of the network could reach this one and have it run programs. Give all machines of the experiment the same certificate with --cluster-certificate and the same secret with --cluster-secret-file or TOWNLET_CLUSTER_SECRET; docs/experiments.md shows how to make them.");
    }

    /// <returns>Where a node of this name listens.</returns>
    private static IPAddress Listening(string host)
    {
        if (!IPAddress.TryParse(host, out var address))
        {
            return Uri.CheckHostName(host) == UriHostNameType.Dns ? IPAddress.Any
                : throw new RunRefusedException(ExitCode.BadInput, $"--cluster-host must be an address such as 10.0.0.7 or a name, not '{host}'.");
        }

        if (address.AddressFamily != AddressFamily.InterNetwork || address.Equals(IPAddress.Any))
        {
            throw new RunRefusedException(ExitCode.BadInput, $"--cluster-host must be the IPv4 address or the name by which the other machines reach this one, not '{host}'.");
        }

        using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(address, 0));
            return address;
        }
        catch (SocketException failure)
        {
            throw new RunRefusedException(ExitCode.BadInput, $"--cluster-host {host} cannot be listened on: {failure.Message}. It must be an address of this machine, or a name that leads to it.");
        }
    }

    /// <summary>The address that this machine has in the coordinator's network. Nothing is sent.</summary>
    private static string OwnAddressTowards(NodeAddress coordinator)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            probe.Connect(coordinator.Host, coordinator.Port);
            return ((IPEndPoint)probe.LocalEndPoint!).Address.ToString();
        }
        catch (SocketException failure)
        {
            throw new RunRefusedException(
                ExitCode.BadInput,
                $"There is no way to {coordinator.Host}: {failure.Message}. Put --join right, or say with --cluster-host by which address this machine is reached, and it waits until there is one.");
        }
    }

    private static X509Certificate2 ReadCertificate(string file, string? password)
    {
        try
        {
            RegularFile.Require(file);
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, password);
            return certificate.HasPrivateKey ? certificate
                : throw new RunRefusedException(ExitCode.BadInput, $"{file} holds a certificate without its key. Export both into one PKCS #12 file; docs/experiments.md shows how.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RunRefusedException(ExitCode.BadInput, $"{file} could not be read: {FileFault.Explain(failure)}");
        }
        catch (CryptographicException failure)
        {
            throw new RunRefusedException(
                ExitCode.BadInput, $"{file} cannot be used as a certificate: {failure.Message} It must be a PKCS #12 file, and its password stands in TOWNLET_CLUSTER_CERTIFICATE_PASSWORD.");
        }
    }

    private static string ReadSecret(string file)
    {
        try
        {
            return RegularFile.ReadAllText(file).Trim() is { Length: > 0 } secret ? secret
                : throw new RunRefusedException(ExitCode.BadInput, $"{file} holds no secret: it is empty.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RunRefusedException(ExitCode.BadInput, $"{file} could not be read: {FileFault.Explain(failure)}");
        }
    }
}
