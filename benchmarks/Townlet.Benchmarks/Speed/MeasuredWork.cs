using BenchmarkDotNet.Attributes;

namespace Townlet.Benchmarks;

/// <summary>The work that is being measured, in the shape that BenchmarkDotNet asks for.</summary>
public class MeasuredWork
{
    private readonly Func<long> _work = Shared;

    /// <summary>Taken over by each new instance. Returns how many units it was.</summary>
    internal static Func<long> Shared { get; set; } = () => 0;

    [Benchmark]
    public long Do() => _work();
}
