namespace Townlet.Actors.Viewers;

/// <summary>What <see cref="ViewerActor"/> understands, besides <see cref="ViewerMessage"/> to pass on.</summary>
public static class Viewer
{
    /// <summary>The viewer sent a text frame.</summary>
    public sealed record Received(ReadOnlyMemory<byte> Frame);

    /// <summary>The viewer sent something that is not a text frame of an allowed size.</summary>
    public sealed record ReceivedUnusable(string Reason);

    /// <summary>The viewer's connection ended.</summary>
    public sealed record Left;

    /// <summary>Say goodbye with 1001, then stop.</summary>
    public sealed record Close;
}
