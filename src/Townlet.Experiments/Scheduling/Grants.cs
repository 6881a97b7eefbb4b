using System.Collections.Immutable;

namespace Townlet.Experiments.Scheduling;

/// <summary>The answer to a <see cref="Pull"/>: everything that this worker shall run, so that what it runs beside that must stop.</summary>
/// <param name="Number">Of the question.</param>
/// <param name="Trials">The whole set.</param>
internal sealed record Grants(long Number, ImmutableArray<TrialGrant> Trials);
