using Townlet.Actors.Supervision;

namespace Townlet.Actors.Recording;

/// <summary>What <see cref="OutboxActor"/> understands, besides what it keeps for the publisher and what it passes on to it.</summary>
internal static class Outbox
{
    /// <summary>Answered with <see cref="Closed"/> when all that was told is on disk, or is known to be lost.</summary>
    public sealed record Close;

    public sealed record Closed : Supervisor.IStopped
    {
        public Component Component => Component.CheckpointPublisher;
    }
}
