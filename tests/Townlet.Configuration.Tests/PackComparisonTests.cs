namespace Townlet.Configuration.Tests;

public sealed class PackComparisonTests
{
    [Fact]
    public void Comments_layout_and_the_order_of_keys_make_no_difference()
    {
        using var first = TestPack.Copy();
        using var second = TestPack.Copy();
        second
            .Replace(TestPack.Training, "  gamma: 0.99\n", "")
            .Replace(TestPack.Training, "population:\n", "# a remark\npopulation:\n  gamma:   0.990\n");

        Assert.NotEqual(first.Read().Hash, second.Read().Hash);
        Assert.Empty(PackComparison.Between(first.Read(), second.Read()));
    }

    [Fact]
    public void Texts_for_people_make_no_difference()
    {
        using var first = TestPack.Copy();
        using var second = TestPack.Copy();
        second
            .Replace(TestPack.Cues, "rubs its eyes", "yawns")
            .Replace(TestPack.Cues, "description: \"", "description: \"Changed. ");

        Assert.NotEqual(first.Read().Hash, second.Read().Hash);
        Assert.Empty(PackComparison.Between(first.Read(), second.Read()));
    }

    [Fact]
    public void Changed_added_and_missing_values_are_named_with_both_sides()
    {
        using var first = TestPack.Copy();
        using var second = TestPack.Copy();
        second
            .Replace(TestPack.Training, "num_agents: 8", "num_agents: 3")
            .Replace(TestPack.Training, "  replay_buffer_capacity: 50000\n", "  dueling: true\n")
            .Replace(TestPack.Bars, "initial: 1.0", "initial: 0.5");

        Assert.Equal(
            [
                new PackDifference("population.num_agents", "8", "3"),
                new PackDifference("population.replay_buffer_capacity", "50000", null),
                new PackDifference("bars.yaml bars[0].initial", "1.0", "0.5"),
                new PackDifference("population.dueling", null, "true"),
            ],
            PackComparison.Between(first.Read(), second.Read()).AsEnumerable());
    }

    [Fact]
    public void File_that_only_one_pack_has_differs_in_each_of_its_values()
    {
        using var first = TestPack.Copy();
        using var second = TestPack.Copy();
        second.Delete(TestPack.Cues);

        var differences = PackComparison.Between(first.Read(), second.Read());

        Assert.NotEmpty(differences);
        Assert.All(differences, difference => Assert.StartsWith("cues.yaml ", difference.Key, StringComparison.Ordinal));
        Assert.All(differences, difference => Assert.Null(difference.Second));
    }
}
