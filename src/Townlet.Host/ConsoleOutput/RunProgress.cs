namespace Townlet.Host;

/// <summary>How far training is.</summary>
/// <param name="Episode">Finished episodes.</param>
/// <param name="Episodes">Wanted ones, at least 1.</param>
/// <param name="StepsPerSecond">Training steps over the last second.</param>
/// <param name="SecondsLeft">Null while it cannot be told.</param>
/// <param name="Paused">It waits for somebody to let it go on.</param>
public sealed record RunProgress(int Episode, int Episodes, double StepsPerSecond, double? SecondsLeft, bool Paused);
