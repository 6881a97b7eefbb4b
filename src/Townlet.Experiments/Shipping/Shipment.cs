using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Shipping;

/// <summary>What <see cref="CheckpointShipperActor"/> understands, tells its trial and publishes.</summary>
public static class Shipment
{
    /// <summary>The trial has ended: carry its last state; answered with <see cref="LastShipped"/>.</summary>
    internal sealed record ShipLast;

    /// <param name="Fault">Why the last state is not in the store: a sentence; null where it is.</param>
    internal sealed record LastShipped(string? Fault);

    /// <summary>A checkpoint is safe.</summary>
    internal sealed record Committed(TrialReport.Committed Report);

    /// <summary>Published where the store of a trial cannot be used, once until it is <see cref="Back"/>.</summary>
    /// <param name="Trial">Number of the trial.</param>
    /// <param name="Reason">A sentence.</param>
    public sealed record Away(int Trial, string Reason);

    /// <summary>Published when it can be used again.</summary>
    /// <param name="Trial">Number of the trial.</param>
    public sealed record Back(int Trial);

    /// <summary>Published where a trial goes on or ends without what it wanted of the store.</summary>
    /// <param name="Trial">Number of the trial.</param>
    /// <param name="Reason">A sentence.</param>
    public sealed record Missed(int Trial, string Reason);
}
