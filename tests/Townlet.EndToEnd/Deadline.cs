namespace Townlet.EndToEnd;

/// <summary>How long a test waits for an event: far longer than it takes on a slow and busy machine.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    /// <summary>Polls, where there is no notification of a change.</summary>
    /// <param name="holds">The condition to wait for.</param>
    /// <param name="otherwise">Describes the failure if the condition never holds.</param>
    /// <exception cref="Xunit.Sdk.XunitException">The condition does not hold before the deadline.</exception>
    public static async Task WaitUntilAsync(Func<bool> holds, string otherwise)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var end = Environment.TickCount64 + (long)Generous.TotalMilliseconds;
        while (!holds())
        {
            Assert.True(Environment.TickCount64 < end, otherwise);
            await look.WaitForNextTickAsync();
        }
    }
}
