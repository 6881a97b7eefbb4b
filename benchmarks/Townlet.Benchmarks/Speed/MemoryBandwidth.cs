namespace Townlet.Benchmarks.Speed;

/// <summary>Measures how fast one core can copy: the limit of work that computes little (Williams et al. 2009).</summary>
internal static class MemoryBandwidth
{
    /// <param name="workingSet">Number of bytes that the work uses repeatedly; it determines which cache holds them.</param>
    /// <returns>Bytes read and written per second, as the best of several runs.</returns>
    public static double BytesPerSecond(long workingSet)
    {
        var floats = (int)Math.Max(64, workingSet / 2 / sizeof(float));
        var source = new float[floats];
        var target = new float[floats];
        var repeats = Math.Max(1, 1_000_000 / floats);
        return Rate.Of(
            () =>
            {
                for (var i = 0; i < repeats; i++)
                {
                    source.CopyTo(target, 0);
                }

                return 2L * repeats * floats * sizeof(float);
            },
            seconds: 0.1).Max();
    }
}
