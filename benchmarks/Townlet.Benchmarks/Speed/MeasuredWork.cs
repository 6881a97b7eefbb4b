using BenchmarkDotNet.Attributes;

namespace Townlet.Benchmarks.Speed;

/// <summary>The work to measure, in the form that BenchmarkDotNet needs.</summary>
public class MeasuredWork
{
    private readonly Func<long> _work = Shared;

    /// <summary>The work; each new instance takes it over. It returns the number of units done.</summary>
    internal static Func<long> Shared { get; set; } = () => 0;

    [Benchmark]
    public long Do() => _work();
}
