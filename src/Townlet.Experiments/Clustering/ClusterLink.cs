namespace Townlet.Experiments.Clustering;

/// <summary>What <see cref="ClusterLinkActor"/> understands beside the questions of its worker, and what it publishes.</summary>
public static class ClusterLink
{
    /// <summary>Leave the cluster; answered with <see cref="Left"/>.</summary>
    internal sealed record Leave;

    internal sealed record Left;

    /// <summary>For the coordinator.</summary>
    internal sealed record Question(object Message);

    /// <summary>From the coordinator.</summary>
    internal sealed record Answer(object Message);

    /// <summary>Published when the coordinator does not answer, once until it does.</summary>
    public sealed record Waiting;

    /// <summary>Published when it answers for the first time, or again.</summary>
    public sealed record Answered;
}
