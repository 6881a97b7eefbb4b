namespace Townlet.Experiments.Scheduling;

/// <summary>What a worker says of a trial that it runs.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Epoch">Of the grant by which it runs.</param>
/// <param name="Episode">Finished lives.</param>
public sealed record HeldTrial(int Trial, int Epoch, int Episode);
