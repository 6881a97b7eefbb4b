namespace Townlet.Experiments.Scheduling;

/// <summary>The right to run a trial.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Epoch">From 1; each grant of the trial has the next one.</param>
/// <param name="From">The newest checkpoint that was committed, from which it goes on; null: from the start.</param>
internal sealed record TrialGrant(int Trial, int Epoch, ExperimentEvent.CheckpointCommitted? From);
