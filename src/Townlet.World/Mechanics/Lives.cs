using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Townlet.World.Mechanics;

/// <summary>
/// The state of every life as a structure of arrays: one row per quantity, one column per agent. A row has a few unused
/// columns at its end, so that it is a whole number of vectors of eight agents. Rules run over these too, without harm.
/// </summary>
internal sealed class Lives
{
    public const int MeterCount = 8;

    private readonly float[] _meters;

    public Lives(int count)
    {
        Count = count;
        Stride = (count + Vector256<float>.Count - 1) / Vector256<float>.Count * Vector256<float>.Count;
        _meters = new float[MeterCount * Stride];
        DepletionMultipliers = new float[Stride];
        Actions = new int[Stride];
        X = new int[Stride];
        Y = new int[Stride];
        Cells = new int[Stride];
        StepsLived = new int[Stride];
        Hours = new int[Stride];
        ActivityTicks = new int[Stride];
        Ends = new LifeEnd[count];
        Array.Fill(DepletionMultipliers, 1f);
    }

    public int Count { get; }

    /// <summary>Columns per row, used and unused.</summary>
    public int Stride { get; }

    /// <summary>Shape [8, <see cref="Stride"/>].</summary>
    public ReadOnlySpan<float> Meters => _meters;

    public float[] DepletionMultipliers { get; }

    /// <summary>What each agent does in the present step, as <see cref="TownAction"/>.</summary>
    public int[] Actions { get; }

    public int[] X { get; }

    public int[] Y { get; }

    /// <summary>y * grid size + x.</summary>
    public int[] Cells { get; }

    public int[] StepsLived { get; }

    public int[] Hours { get; }

    /// <summary>How many ticks of the activity at the place under the agent are done.</summary>
    public int[] ActivityTicks { get; }

    public LifeEnd[] Ends { get; }

    public Span<float> Of(Meter meter) => _meters.AsSpan((int)meter * Stride, Count);

    public ref float Value(Meter meter, int agent) => ref _meters[((int)meter * Stride) + agent];

    public Span<Vector256<float>> VectorsOf(Meter meter) => Vectors(_meters.AsSpan((int)meter * Stride, Stride));

    public static Span<Vector256<float>> Vectors(Span<float> row) => MemoryMarshal.Cast<float, Vector256<float>>(row);

    public static Span<Vector256<int>> Vectors(Span<int> row) => MemoryMarshal.Cast<int, Vector256<int>>(row);

    /// <summary>Clamps meters to their range. Every single change of a meter is clamped.</summary>
    public static Vector256<float> Clamp(Vector256<float> values) =>
        Vector256.ClampNative(values, Vector256<float>.Zero, Vector256<float>.One);
}
