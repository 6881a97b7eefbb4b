namespace Townlet.Learning.Training;

/// <summary>A finished life, as the training loop reports it.</summary>
/// <param name="Outcome">How it went.</param>
/// <param name="Detail">What only the process that trains knows of it.</param>
public sealed record EpisodeReport(EpisodeOutcome Outcome, EpisodeDetail Detail);
