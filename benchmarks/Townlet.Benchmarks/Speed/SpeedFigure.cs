namespace Townlet.Benchmarks;

/// <summary>One row of the table of speed.</summary>
/// <param name="Row">Which part it belongs to: the name to ask for it by.</param>
/// <param name="Work">What was measured.</param>
/// <param name="Unit">Of the samples.</param>
/// <param name="Samples">One a run.</param>
/// <param name="Target">What is asked.</param>
internal sealed record SpeedFigure(string Row, string Work, string Unit, IReadOnlyList<double> Samples, SpeedTarget Target)
{
    private readonly double[] _sorted = [.. Samples.Order()];

    public double Median => _sorted[_sorted.Length / 2];

    public double Least => _sorted[0];

    public double Most => _sorted[^1];

    /// <summary>What the machine would allow at most, in the same unit; null where that was not measured.</summary>
    public double? Limit { get; init; }

    public double? ShareOfLimit => Limit is { } limit ? Median / limit : null;
}
