using Townlet.Actors.Checkpoints;
using Townlet.Actors.Recording;
using Townlet.Runs.Checkpoints;

namespace Townlet.Actors.Following;

/// <summary>
/// What <see cref="RunFollowerActor"/> alone publishes. It also publishes what a trainer would, and answers
/// <see cref="CheckpointPublisher.ListPolicies"/> and <see cref="RunRecorder.IQuestion"/> as publisher and recorder do.
/// </summary>
public static class RunFollower
{
    /// <summary>Published when another process has written a policy.</summary>
    public sealed record PolicyFound(StoredPolicy Policy);
}
