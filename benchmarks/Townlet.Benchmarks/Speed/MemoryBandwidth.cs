namespace Townlet.Benchmarks;

/// <summary>What one core can copy: the roof of work that computes little (Williams et al. 2009).</summary>
internal static class MemoryBandwidth
{
    /// <param name="workingSet">Bytes that the work goes over again and again: they decide from which cache they come.</param>
    /// <returns>Bytes read and written in a second, the best of several runs.</returns>
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
