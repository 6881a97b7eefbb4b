using Townlet.Learning.Evaluation;

namespace Townlet.Learning.Tests.Evaluation;

public sealed class SurvivalYardstickTests
{
    [Fact]
    public void Rule_lives_to_the_end_where_random_actions_die_early()
    {
        var yardstick = SurvivalYardstick.Measure(TestPacks.Level1.Town, seed: 1)!;
        Assert.Equal(500, yardstick.Caretaker);
        Assert.InRange(yardstick.Random, 80, 140);
        Assert.Equal(yardstick, SurvivalYardstick.Measure(TestPacks.Level1.Town, seed: 1));
    }

    [Fact]
    public void Town_with_very_long_lives_is_not_measured() =>
        Assert.Null(SurvivalYardstick.Measure(TestPacks.Level1.Town with { MaxSteps = int.MaxValue, TerminalConditions = [] }, seed: 1));
}
