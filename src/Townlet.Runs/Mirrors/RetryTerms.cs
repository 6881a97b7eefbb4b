namespace Townlet.Runs.Mirrors;

/// <summary>How long is waited before a store that is away is tried again: twice as long each time.</summary>
/// <param name="First">After the first failure.</param>
/// <param name="Longest">Never longer than this.</param>
public sealed record RetryTerms(TimeSpan First, TimeSpan Longest)
{
    public static RetryTerms Usual { get; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    /// <param name="failures">In a row, at least 1.</param>
    public TimeSpan After(int failures) => failures > 30 ? Longest : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(failures - 1, 20)));
}
