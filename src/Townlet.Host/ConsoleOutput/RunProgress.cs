namespace Townlet.Host.ConsoleOutput;

/// <summary>How far training is.</summary>
/// <param name="Episode">Finished episodes.</param>
/// <param name="Episodes">Episodes to finish, at least 1.</param>
/// <param name="StepsPerSecond">Training steps over the last second; null where nobody counts them.</param>
/// <param name="SecondsLeft">Null while it is not known.</param>
/// <param name="Paused">Training waits until it is resumed.</param>
internal sealed record RunProgress(int Episode, int Episodes, double? StepsPerSecond, double? SecondsLeft, bool Paused);
