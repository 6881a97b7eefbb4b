namespace Townlet.Numerics;

/// <summary>Vector registers of one width. A kernel that is generic in it is written once and compiled for each width by itself.</summary>
/// <typeparam name="TVector">A vector of this width.</typeparam>
internal interface IVectorWidth<TVector>
    where TVector : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    static abstract TVector Load(ref float source);

    static abstract TVector Fill(float value);

    /// <summary>x * y + sum, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector sum);

    static abstract void AddTo(ref float target, TVector sum);
}
