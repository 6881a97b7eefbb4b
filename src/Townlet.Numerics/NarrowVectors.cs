using System.Runtime.Intrinsics;

namespace Townlet.Numerics;

/// <summary>Registers of 8 floats (AVX2).</summary>
internal readonly struct NarrowVectors : IVectorWidth<Vector256<float>>
{
    public static int Count => Vector256<float>.Count;

    public static Vector256<float> Load(ref float source) => Vector256.LoadUnsafe(ref source);

    public static Vector256<float> Fill(float value) => Vector256.Create(value);

    public static Vector256<float> MultiplyAdd(Vector256<float> x, Vector256<float> y, Vector256<float> sum) => Vector256.FusedMultiplyAdd(x, y, sum);

    public static void AddTo(ref float target, Vector256<float> sum) => (Load(ref target) + sum).StoreUnsafe(ref target);
}
