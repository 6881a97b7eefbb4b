namespace Townlet.World.Tests;

public sealed class RandomSourceTests
{
    [Fact]
    public void Bits_are_those_of_the_published_generator()
    {
        var random = RandomSource.FromState([1, 2, 3, 4]);

        ulong[] bits = [.. Enumerable.Range(0, 6).Select(_ => random.NextBits())];

        Assert.Equal([11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600], bits);
    }

    [Fact]
    public void Restored_generator_continues_exactly()
    {
        var random = new RandomSource(seed: 5, stream: 3);
        random.NextBits();
        var state = new ulong[4];
        random.CopyTo(state);

        var copy = RandomSource.FromState(state);

        Assert.Equal(random, copy);
        Assert.Equal(random.NextBits(), copy.NextBits());
        Assert.Equal(random.NextInt(10), copy.NextInt(10));
    }

    [Fact]
    public void Streams_of_one_seed_differ()
    {
        var first = Enumerable.Range(0, 1000).Select(stream => new RandomSource(1, (ulong)stream).NextBits());

        Assert.Equal(1000, first.Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(64)]
    public void Integers_are_even_over_their_range(int bound)
    {
        var random = new RandomSource(seed: 1);
        var counts = new int[bound];
        for (var i = 0; i < 10_000 * bound; i++)
        {
            counts[random.NextInt(bound)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
    }

    [Fact]
    public void Doubles_fill_the_unit_interval()
    {
        var random = new RandomSource(seed: 1);
        var values = Enumerable.Range(0, 100_000).Select(_ => random.NextDouble()).ToArray();

        Assert.InRange(values.Min(), 0, 0.001);
        Assert.InRange(values.Max(), 0.999, 1 - 1e-17);
        Assert.Equal(0.5, values.Average(), 0.01);
    }

    [Fact]
    public void Bound_must_be_positive() => Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSource(1).NextInt(0));
}
