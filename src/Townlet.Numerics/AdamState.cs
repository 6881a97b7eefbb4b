namespace Townlet.Numerics;

/// <summary>What <see cref="Adam"/> knows of the steps so far.</summary>
/// <param name="steps">Steps taken.</param>
/// <param name="firstMoments">Running mean of each weight's gradient.</param>
/// <param name="secondMoments">Running mean of each weight's squared gradient.</param>
public readonly ref struct AdamState(long steps, ReadOnlySpan<float> firstMoments, ReadOnlySpan<float> secondMoments)
{
    public long Steps { get; } = steps;

    public ReadOnlySpan<float> FirstMoments { get; } = firstMoments;

    public ReadOnlySpan<float> SecondMoments { get; } = secondMoments;
}
