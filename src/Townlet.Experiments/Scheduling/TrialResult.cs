namespace Townlet.Experiments.Scheduling;

/// <summary>What came out of a trial.</summary>
/// <param name="Episodes">Lives that were lived in training.</param>
/// <param name="Mean">Mean survival of the last policy, greedily, in fresh lives at full difficulty, as a share of the step cap.</param>
/// <param name="Lives">How many lives that is the mean of.</param>
public sealed record TrialResult(int Episodes, double Mean, int Lives);
