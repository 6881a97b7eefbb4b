using System.Numerics;
using System.Runtime.InteropServices;

namespace Townlet.World;

/// <summary>
/// The state of every life as a structure of arrays. Meters have shape [8, <see cref="Stride"/>]: one row a meter,
/// one column an agent, and a few unused columns at the end so that a row is a whole number of vectors.
/// </summary>
internal sealed class Lives
{
    public const int MeterCount = 8;

    private readonly float[] _meters;
    private readonly float[] _depletionMultipliers;

    public Lives(int count)
    {
        Count = count;
        Stride = (count + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        _meters = new float[MeterCount * Stride];
        _depletionMultipliers = new float[Stride];
        Cells = new int[count];
        StepsLived = new int[count];
        Hours = new int[count];
        ActivityPlaces = new int[count];
        ActivityTicks = new int[count];
        Ends = new LifeEnd[count];
        DepletionMultipliers.Fill(1f);
        Array.Fill(ActivityPlaces, -1);
    }

    public int Count { get; }

    /// <summary>Columns of a meter's row, used and unused.</summary>
    public int Stride { get; }

    public ReadOnlySpan<float> Meters => _meters;

    public Span<float> DepletionMultipliers => _depletionMultipliers.AsSpan(0, Count);

    public ReadOnlySpan<Vector<float>> DepletionMultiplierVectors => MemoryMarshal.Cast<float, Vector<float>>(_depletionMultipliers);

    public int[] Cells { get; }

    public int[] StepsLived { get; }

    public int[] Hours { get; }

    public int[] ActivityPlaces { get; }

    public int[] ActivityTicks { get; }

    public LifeEnd[] Ends { get; }

    public Span<float> Of(Meter meter) => _meters.AsSpan((int)meter * Stride, Count);

    public Span<Vector<float>> VectorsOf(Meter meter) =>
        MemoryMarshal.Cast<float, Vector<float>>(_meters.AsSpan((int)meter * Stride, Stride));

    public ref float Value(Meter meter, int agent) => ref _meters[((int)meter * Stride) + agent];

    public void LeaveActivity(int agent)
    {
        ActivityPlaces[agent] = -1;
        ActivityTicks[agent] = 0;
    }
}
