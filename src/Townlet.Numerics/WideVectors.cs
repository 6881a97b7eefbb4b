using System.Runtime.Intrinsics;

namespace Townlet.Numerics;

/// <summary>Registers of 16 floats (AVX-512).</summary>
internal readonly struct WideVectors : IVectorWidth<Vector512<float>>
{
    public static int Count => Vector512<float>.Count;

    public static Vector512<float> Load(ref float source) => Vector512.LoadUnsafe(ref source);

    public static Vector512<float> Fill(float value) => Vector512.Create(value);

    public static Vector512<float> MultiplyAdd(Vector512<float> x, Vector512<float> y, Vector512<float> sum) => Vector512.FusedMultiplyAdd(x, y, sum);

    public static void AddTo(ref float target, Vector512<float> sum) => (Load(ref target) + sum).StoreUnsafe(ref target);
}
