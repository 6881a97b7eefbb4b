namespace Townlet.Experiments.Scheduling;

/// <summary>For how long a grant holds without a word from its worker.</summary>
/// <param name="Lease">A worker that could not renew for this long by its own clock stops its trial.</param>
/// <param name="Margin">The coordinator waits this much longer, by its own clock, before it grants the trial anew: for clocks that run at different speeds.</param>
public sealed record LeaseTerms(TimeSpan Lease, TimeSpan Margin)
{
    public static LeaseTerms Usual { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5));
}
