using System.Collections.Immutable;

namespace Townlet.Experiments.Scheduling;

/// <summary>What follows from a report.</summary>
/// <param name="Events">To be kept and applied.</param>
/// <param name="Alarm">For the user, where something is wrong with the experiment as a whole; null as a rule.</param>
internal sealed record Verdict(ImmutableArray<ExperimentEvent> Events, string? Alarm)
{
    public static Verdict Nothing { get; } = new([], null);
}
