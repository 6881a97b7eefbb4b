namespace Townlet.EndToEnd;

/// <summary>How long a test waits for what must happen: far longer than it takes on a slow and busy machine.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    /// <summary>Looks again and again, where nobody tells when something changes.</summary>
    /// <param name="holds">What is waited for.</param>
    /// <param name="otherwise">Says what is wrong when it does not come.</param>
    /// <exception cref="Xunit.Sdk.XunitException">It does not hold in the generous time.</exception>
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
