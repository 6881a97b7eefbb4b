using Townlet.Learning.Policies;

namespace Townlet.Actors.Playback;

/// <summary>A policy ready to play.</summary>
/// <param name="Policy">The network; whoever takes the record disposes it.</param>
/// <param name="Described">What viewers are told of it.</param>
internal sealed record PlayablePolicy(Policy Policy, WatchedPolicy Described)
{
    /// <param name="policy">The network.</param>
    /// <param name="name">"policy_ep00500", or "untrained".</param>
    /// <param name="takenAt">When its checkpoint was written; null for the untrained policy.</param>
    public PlayablePolicy(Policy policy, string name, DateTimeOffset? takenAt)
        : this(policy, new WatchedPolicy(name, policy.Episode, policy.Epsilon, policy.Stage, policy.DepletionMultiplier, policy.IntrinsicWeight, takenAt))
    {
    }
}
