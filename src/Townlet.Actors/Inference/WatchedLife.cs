namespace Townlet.Actors;

/// <summary>One life in the watched town.</summary>
/// <param name="Episode">Number of the life, from 1 at the start of inference.</param>
/// <param name="Policy">What plays in it now.</param>
/// <param name="Baseline">Steps that an agent lives which only ever does the cheapest thing, at this life's multiplier.</param>
/// <param name="DepletionMultiplier">Fixed for the life.</param>
public sealed record WatchedLife(int Episode, WatchedPolicy Policy, float Baseline, float DepletionMultiplier);
