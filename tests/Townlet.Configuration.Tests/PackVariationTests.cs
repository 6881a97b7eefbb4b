namespace Townlet.Configuration.Tests;

public sealed class PackVariationTests
{
    [Fact]
    public void Only_the_named_keys_change()
    {
        using var files = TestPack.Copy();
        var pack = files.Read();
        var result = PackVariation.Of(pack, ("population.gamma", "0.95"), ("population.batch_size", "32"));

        Assert.Empty(result.Faults);
        Assert.Equal(0.95, result.Pack!.Population.Gamma);
        Assert.Equal(32, result.Pack.Population.BatchSize);
        Assert.Equal<PackDifference>(
            [new PackDifference("population.gamma", "0.99", "0.95"), new PackDifference("population.batch_size", null, "32")],
            PackComparison.Between(pack, result.Pack));
        Assert.Equal((pack.Name, pack.Path), (result.Pack.Name, result.Pack.Path));
        Assert.NotEqual(pack.Hash, result.Pack.Hash);
    }

    [Fact]
    public void Nothing_changed_is_the_same_pack()
    {
        using var files = TestPack.Copy();
        var pack = files.Read();
        Assert.Equal(pack.Hash, PackVariation.Of(pack).Pack!.Hash);
    }

    [Fact]
    public void Every_key_of_every_shipped_pack_can_be_set_to_what_it_is()
    {
        foreach (var folder in Directory.EnumerateDirectories(Repository.Pack("")))
        {
            var pack = PackReader.Read(folder).Pack!;
            foreach (var key in PackComparison.Between(pack, pack with { Sources = [pack.Sources[0] with { Text = "{}" }, .. pack.Sources.Skip(1)] }))
            {
                if (key.Key.Contains('[', StringComparison.Ordinal))
                {
                    continue;
                }

                var result = PackVariation.Of(pack, (key.Key, key.First!));
                Assert.Empty(result.Faults);
                Assert.Equal(pack.Hash, result.Pack!.Hash);
            }
        }
    }

    [Theory]
    [InlineData("population.gama", "'population.gama': a pack has no such key, did you mean 'population.gamma'?")]
    [InlineData("gamma", "'gamma': a pack has no such key, did you mean 'population.gamma'?")]
    [InlineData("training.gamma", "'training.gamma': a pack has no such key, did you mean 'population.gamma'?")]
    [InlineData("Population.gamma", "'Population.gamma': a pack has no such key, did you mean 'population.gamma'?")]
    [InlineData("sky.colour", "'sky.colour': a pack has no such key, expected a key of training.yaml with its section, such as population.gamma")]
    [InlineData("population", "'population': a pack has no such key, expected a key of training.yaml with its section, such as population.gamma")]
    [InlineData("", "'': a pack has no such key, expected a key of training.yaml with its section, such as population.gamma")]
    public void An_unknown_key_is_a_fault_with_a_suggestion(string key, string fault)
    {
        using var files = TestPack.Copy();
        var result = PackVariation.Of(files.Read(), (key, "1"));
        Assert.Null(result.Pack);
        Assert.Equal(fault, Assert.Single(result.Faults).ToString());
        Assert.Equal(fault, PackVariation.WhyUnknown(key)!.ToString());
    }

    [Fact]
    public void The_packs_own_rules_hold_for_the_new_value()
    {
        using var files = TestPack.Copy();
        var result = PackVariation.Of(files.Read(), ("population.gamma", "1.5"));
        Assert.Null(result.Pack);
        var fault = Assert.Single(result.Faults).ToString();
        Assert.StartsWith($"training.yaml:{files.PositionOf(TestPack.Training, "0.99")}: gamma: found '1.5'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kept_pack_without_one_of_its_files_is_refused()
    {
        using var files = TestPack.Copy();
        var pack = files.Read();
        Assert.Throws<ArgumentException>(() => PackReader.Read(pack.Name, pack.Path, pack.Sources.RemoveAt(1)));
    }
}
