using Townlet.World.Tests.Definition;
using static Townlet.World.Meter;
using static Townlet.World.TownAction;

namespace Townlet.World.Tests.Mechanics;

public sealed class ActionMaskTests
{
    [Theory]
    [InlineData(0, 0, new[] { false, true, false, true })]
    [InlineData(7, 7, new[] { true, false, true, false })]
    [InlineData(3, 4, new[] { true, true, true, true })]
    [InlineData(3, 0, new[] { false, true, true, true })]
    public void Moves_off_the_grid_are_masked(int x, int y, bool[] moves) =>
        Assert.Equal([.. moves, false, true], TownDefinitions.L1.StartedAt(x, y).Mask());

    [Fact]
    public void Interact_is_valid_only_on_a_place()
    {
        var town = TownDefinitions.L1.StartedAt(1, 2);
        Assert.False(town.Mask()[(int)Interact]);

        town.Play(Up);
        Assert.True(town.Mask()[(int)Interact]);
    }

    [Fact]
    public void Interact_is_valid_only_during_opening_hours()
    {
        var town = TownDefinitions.L3.Still().StartedAt(7, 0);
        var validAt = new List<int>();

        for (var hour = 0; hour < 24; hour++)
        {
            if (town.Mask()[(int)Interact])
            {
                validAt.Add(town.HourOf(0));
            }

            town.Play(Wait);
        }

        Assert.Equal([0, 1, 2, 3, 18, 19, 20, 21, 22, 23], validAt);
        Assert.Equal(validAt, Enumerable.Range(0, 24).Where(hour => town.IsOpen(town.Definition.Place("Bar"), hour)));
    }

    [Fact]
    public void Being_unable_to_pay_masks_nothing()
    {
        var town = TownDefinitions.L1.WithInitial((Money, 0f)).StartedAt(1, 1);

        Assert.True(town.Mask()[(int)Interact]);
    }

    [Fact]
    public void Ended_life_has_no_valid_action()
    {
        var town = (TownDefinitions.L1 with { MaxSteps = 1 }).StartedAt(1, 1);

        town.Play(Wait);
        Assert.Equal(new bool[6], town.Mask());

        town.Play(Wait);
        Assert.Contains(true, town.Mask());
    }

    [Fact]
    public void Learner_counts_on_what_is_valid_now()
    {
        var town = TownDefinitions.L3.Still().StartedAt(7, 0);

        for (var hour = 0; hour < 24; hour++)
        {
            Assert.Equal(ActionMask.From(town.Mask()), town.NextActions(0));
            town.Play(Wait);
        }
    }

    [Fact]
    public void Life_that_was_cut_off_at_an_open_place_could_have_used_it_next()
    {
        var bar = (TownDefinitions.L3.Still() with { MaxSteps = 2 }).StartedAt(7, 0);
        bar.Play(Wait, Wait);
        var corner = (TownDefinitions.L1 with { MaxSteps = 1 }).StartedAt(7, 7);
        corner.Play(Wait);

        Assert.Equal((LifeEnd.StepCap, LifeEnd.StepCap), (bar.Ends[0], corner.Ends[0]));
        Assert.Equal(new ActionMask(0b110110), bar.NextActions(0));
        Assert.Equal(new ActionMask(0b100101), corner.NextActions(0));
    }

    [Fact]
    public void Dead_agent_could_do_nothing_next()
    {
        var town = TownDefinitions.L1.WithInitial((Energy, 0.001f)).StartedAt(1, 1);

        town.Play(Up);

        Assert.Equal(LifeEnd.Death, town.Ends[0]);
        Assert.Equal(default, town.NextActions(0));
    }
}
