using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Workers;

/// <summary>What came of measuring one point of a learning curve.</summary>
/// <param name="Episode">Of the grid.</param>
/// <param name="Evaluation">Null where the policy cannot be used.</param>
/// <param name="Fault">Why it cannot; null where it can.</param>
internal sealed record CurvePoint(int Episode, TrialEvaluation? Evaluation, string? Fault);
