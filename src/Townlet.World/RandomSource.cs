using System.Numerics;

namespace Townlet.World;

/// <summary>
/// xoshiro256** 1.0 (Blackman and Vigna 2018), seeded through SplitMix64. Its whole state is four words, so that a run
/// can be stored and resumed exactly; <see cref="System.Random"/> cannot be stored.
/// </summary>
public struct RandomSource : IEquatable<RandomSource>
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <param name="seed">Any number. Seeds that are close together still give unrelated streams.</param>
    /// <param name="stream">Separates the streams of one seed (one for each agent or purpose).</param>
    public RandomSource(ulong seed, ulong stream = 0)
    {
        var mix = seed ^ (stream * 0xD1342543DE82EF95UL);
        _s0 = SplitMix64(ref mix);
        _s1 = SplitMix64(ref mix);
        _s2 = SplitMix64(ref mix);
        _s3 = SplitMix64(ref mix);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, <paramref name="bound"/>), without bias (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var range = (uint)bound;
        var product = (ulong)(uint)(NextBits() >> 32) * range;
        if ((uint)product < range)
        {
            var threshold = (0u - range) % range;
            while ((uint)product < threshold)
            {
                product = (ulong)(uint)(NextBits() >> 32) * range;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>Writes the state: four words.</summary>
    public readonly void CopyTo(Span<ulong> state)
    {
        state[0] = _s0;
        state[1] = _s1;
        state[2] = _s2;
        state[3] = _s3;
    }

    /// <summary>The generator in the state that <see cref="CopyTo"/> wrote.</summary>
    public static RandomSource FromState(ReadOnlySpan<ulong> state) =>
        new() { _s0 = state[0], _s1 = state[1], _s2 = state[2], _s3 = state[3] };

    public readonly bool Equals(RandomSource other) =>
        _s0 == other._s0 && _s1 == other._s1 && _s2 == other._s2 && _s3 == other._s3;

    public override readonly bool Equals(object? obj) => obj is RandomSource other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(_s0, _s1, _s2, _s3);

    public static bool operator ==(RandomSource left, RandomSource right) => left.Equals(right);

    public static bool operator !=(RandomSource left, RandomSource right) => !left.Equals(right);

    private static ulong SplitMix64(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
