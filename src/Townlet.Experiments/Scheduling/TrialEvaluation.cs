namespace Townlet.Experiments.Scheduling;

/// <summary>One point of the learning curve of a trial.</summary>
/// <param name="Episode">Training lives, a point of the arm's grid.</param>
/// <param name="Mean">Mean survival of the policy of that moment, greedily, in fresh lives at full difficulty, as a share of the step cap. It depends on the policy alone.</param>
/// <param name="Lives">How many lives that is the mean of.</param>
/// <param name="Seconds">How long training had taken by then, without breaks; null where the records do not say.</param>
public sealed record TrialEvaluation(int Episode, double Mean, int Lives, double? Seconds);
