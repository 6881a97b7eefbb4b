using System.Collections.Immutable;

namespace Townlet.Runs.TensorBoard;

/// <summary>
/// The distribution of some numbers in TensorFlow's buckets: each limit is 1.1 times the one before, from 1e-12 to 1e20, and the same below zero.
/// Empty buckets at both ends are left out.
/// </summary>
/// <param name="Least">The smallest number.</param>
/// <param name="Greatest">The greatest number.</param>
/// <param name="Count">How many numbers there are.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="SumOfSquares">The sum of their squares.</param>
/// <param name="Limits">Upper end of each bucket, which does not belong to it.</param>
/// <param name="Counts">Numbers in each bucket; the first is empty.</param>
internal sealed record Histogram(
    double Least, double Greatest, int Count, double Sum, double SumOfSquares, ImmutableArray<double> Limits, ImmutableArray<double> Counts)
{
    private static readonly double[] _limits = AllLimits();

    /// <param name="values">At least one, all finite.</param>
    public static Histogram Of(ReadOnlySpan<float> values)
    {
        var (least, greatest, sum, squares) = (double.MaxValue, double.MinValue, 0.0, 0.0);
        var counts = new double[_limits.Length - 1];
        foreach (double value in values)
        {
            least = Math.Min(least, value);
            greatest = Math.Max(greatest, value);
            sum += value;
            squares += value * value;
            counts[BucketOf(value)]++;
        }

        var first = Array.FindIndex(counts, count => count > 0);
        var last = Array.FindLastIndex(counts, count => count > 0);
        // Readers want an empty bucket before the first number.
        return new Histogram(least, greatest, values.Length, sum, squares, [.. _limits[first..(last + 2)]], [0, .. counts[first..(last + 1)]]);
    }

    /// <summary>Index of the bucket between two limits; numbers beyond all limits belong to the outermost buckets.</summary>
    private static int BucketOf(double value)
    {
        var at = Array.BinarySearch(_limits, value);
        return Math.Clamp(at >= 0 ? at : ~at - 1, 0, _limits.Length - 2);
    }

    private static double[] AllLimits()
    {
        var positive = new List<double>();
        for (var limit = 1e-12; limit < 1e20; limit *= 1.1)
        {
            positive.Add(limit);
        }

        return [.. positive.AsEnumerable().Reverse().Select(limit => -limit), 0, .. positive];
    }
}
