using Townlet.World.Definition;
using Townlet.World.Tests.Definition;
using static Townlet.World.Meter;
using static Townlet.World.TownAction;

namespace Townlet.World.Tests.Mechanics;

public sealed class DeathCheckTests
{
    [Theory]
    [InlineData(Comparison.LessOrEqual, 0.5f, true)]
    [InlineData(Comparison.LessOrEqual, 0.49f, false)]
    [InlineData(Comparison.GreaterOrEqual, 0.5f, true)]
    [InlineData(Comparison.GreaterOrEqual, 0.51f, false)]
    [InlineData(Comparison.Less, 0.51f, true)]
    [InlineData(Comparison.Less, 0.5f, false)]
    [InlineData(Comparison.Greater, 0.49f, true)]
    [InlineData(Comparison.Greater, 0.5f, false)]
    [InlineData(Comparison.Equal, 0.5f, true)]
    [InlineData(Comparison.Equal, 0.4999f, false)]
    public void Condition_of_any_comparison_ends_a_life(Comparison comparison, float value, bool ends)
    {
        var town = TownDefinitions.L1.Still().WithDeaths(new TerminalCondition(Money, comparison, value, "")).StartedAt(4, 4);

        town.Play(Wait);

        Assert.Equal(ends ? LifeEnd.Death : LifeEnd.None, town.Ends[0]);
        Assert.Equal(ends ? Money : null, town.CauseOfDeath(0));
    }

    [Fact]
    public void First_condition_that_holds_is_the_cause()
    {
        var town = TownDefinitions.L1.Still().WithInitial((Mood, 0f), (Health, 0f), (Energy, 0.5f)).WithDeaths(
            new TerminalCondition(Energy, Comparison.LessOrEqual, 0f, ""),
            new TerminalCondition(Health, Comparison.LessOrEqual, 0f, ""),
            new TerminalCondition(Mood, Comparison.LessOrEqual, 0f, "")).StartedAt(4, 4);

        Assert.Null(town.CauseOfDeath(0));
        town.Play(Wait);

        Assert.Equal(Health, town.CauseOfDeath(0));
    }

    [Fact]
    public void Death_is_found_at_the_end_of_a_step_and_not_within_it()
    {
        var bed = TownDefinitions.L1.Places[0] with { Effects = [new(Energy, -1f), new(Energy, 0.5f)], Costs = [] };
        var town = TownDefinitions.L1.Still().WithOnlyPlace(bed).WithInitial((Energy, 0.2f)).StartedAt(0, 0);

        town.Play(Interact);

        Assert.Equal(LifeEnd.None, town.Ends[0]);
        Assert.Equal(0.5f, town.MeterOf(0, Energy));
    }
}
