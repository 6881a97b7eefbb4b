using System.Security.Cryptography.X509Certificates;

namespace Townlet.Experiments.Clustering;

/// <summary>How this process takes part in the cluster of an experiment.</summary>
public sealed record ClusterSettings
{
    /// <summary>Where a coordinator listens if nothing else is said, and its port is free.</summary>
    public const int UsualPort = 8767;

    /// <summary>Only for processes of this machine.</summary>
    public static ClusterSettings Loopback { get; } = new() { Host = "127.0.0.1", Port = 0 };

    /// <summary>The address, or the name, under which the other nodes reach this one. Under another spelling it does not answer.</summary>
    public required string Host { get; init; }

    /// <summary>0: the system chooses a free one.</summary>
    public required int Port { get; init; }

    /// <summary>With its private key: the same one on every node, and only who has it is spoken to. Null: nothing is encrypted.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>What a worker must know to join; null: nothing.</summary>
    public string? Secret { get; init; }
}
