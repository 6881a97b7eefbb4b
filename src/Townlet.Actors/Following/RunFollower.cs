using Townlet.Actors.Checkpoints;
using Townlet.Runs.Checkpoints;

namespace Townlet.Actors.Following;

/// <summary>
/// What <see cref="RunFollowerActor"/> alone publishes. It also publishes what a trainer would, and answers
/// <see cref="CheckpointPublisher.ListPolicies"/> as the publisher does.
/// </summary>
internal static class RunFollower
{
    /// <summary>Published when another process has written a policy.</summary>
    public sealed record PolicyFound(StoredPolicy Policy);
}
