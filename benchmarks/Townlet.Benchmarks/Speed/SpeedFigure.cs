namespace Townlet.Benchmarks.Speed;

/// <summary>One row of the speed table.</summary>
/// <param name="Row">Name of the group of rows, as given on the command line.</param>
/// <param name="Work">What was measured.</param>
/// <param name="Unit">Unit of the samples.</param>
/// <param name="Samples">One figure per run.</param>
/// <param name="Target">The target.</param>
internal sealed record SpeedFigure(string Row, string Work, string Unit, IReadOnlyList<double> Samples, SpeedTarget Target)
{
    private readonly double[] _sorted = [.. Samples.Order()];

    public double Median => _sorted[_sorted.Length / 2];

    public double Least => _sorted[0];

    public double Most => _sorted[^1];

    /// <summary>The most that the machine allows, in the same unit; null where that was not measured.</summary>
    public double? Limit { get; init; }

    public double? ShareOfLimit => Limit is { } limit ? Median / limit : null;
}
