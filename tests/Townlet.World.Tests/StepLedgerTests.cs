using System.Collections.Immutable;
using Townlet.World.Definition;
using Townlet.World.Tests.Definition;
using Townlet.World.Tests.Reference;
using static Townlet.World.Meter;
using static Townlet.World.TownAction;

namespace Townlet.World.Tests;

public sealed class StepLedgerTests
{
    private const ulong Seed = 77;

    [Theory]
    [InlineData("L0")]
    [InlineData("L1")]
    [InlineData("L2")]
    [InlineData("L3")]
    public void Changes_add_up_to_what_the_step_did_in_a_shipped_level(string level) => PlayWithAndWithout(
        level switch
        {
            "L0" => TownDefinitions.L0,
            "L1" => TownDefinitions.L1,
            "L2" => TownDefinitions.L2,
            _ => TownDefinitions.L3,
        },
        agents: 3,
        steps: 1500,
        new RandomTowns(5));

    [Fact]
    public void Changes_add_up_to_what_the_step_did_in_any_world_and_the_step_is_the_same_without_a_ledger()
    {
        var random = new RandomTowns(2027);
        for (var world = 0; world < 250; world++)
        {
            PlayWithAndWithout(random.Next(), agents: 1 + (world % 19), steps: 150, random);
        }
    }

    [Theory]
    [InlineData(Up, "MOVE", 0.005f, 0.003f, 0.004f)]
    [InlineData(Left, "MOVE", 0.005f, 0.003f, 0.004f)]
    [InlineData(Wait, "WAIT", 0.001f, 0f, 0f)]
    public void Costs_of_moving_and_waiting_are_noted_under_their_names(TownAction action, string name, float energy, float hygiene, float satiation)
    {
        var world = TownDefinitions.L1.Still() with { ActionCosts = TownDefinitions.L1.ActionCosts };

        var changes = StepOf(world.StartedAt(4, 4), action);

        AssertChanges(
            [.. new MeterChange[] { new(Energy, -energy, ChangeCause.Action, name), new(Hygiene, -hygiene, ChangeCause.Action, name), new(Satiation, -satiation, ChangeCause.Action, name) }.Where(change => change.Amount != 0f)],
            changes);
    }

    [Fact]
    public void Gains_and_costs_of_a_place_are_noted_under_its_name()
    {
        var town = TownDefinitions.L1.Still().WithInitial((Energy, 0.3f), (Health, 0.5f)).StartedAt(1, 1);

        AssertChanges(
            [
                new MeterChange(Energy, 0.5f, ChangeCause.Place, "Bed"),
                new MeterChange(Money, -0.05f, ChangeCause.Place, "Bed"),
                new MeterChange(Health, 0.02f, ChangeCause.Place, "Bed"),
            ],
            StepOf(town, Interact));
    }

    [Fact]
    public void Place_that_cannot_be_paid_changes_nothing() =>
        Assert.Empty(StepOf(TownDefinitions.L1.Still().WithInitial((Money, 0.01f), (Energy, 0.3f)).StartedAt(1, 1), Interact));

    [Fact]
    public void Change_is_noted_as_clamped()
    {
        var town = TownDefinitions.L1.Still().WithInitial((Energy, 0.9f)).StartedAt(1, 1);

        var changes = StepOf(town, Interact);

        Assert.Equal(0.1f, changes.Single(change => change.Meter == Energy).Amount, 1e-6f);
        Assert.DoesNotContain(changes, change => change.Meter == Health);
    }

    [Fact]
    public void Rules_are_noted_in_the_order_in_which_they_apply()
    {
        var town = TownDefinitions.L1.WithInitial((Satiation, 0.2f)).StartedAt(4, 4);

        var changes = StepOf(town, Wait);

        Assert.Equal(
            [
                (ChangeCause.Action, "WAIT", Energy),
                (ChangeCause.Depletion, "", Energy),
                (ChangeCause.Depletion, "", Hygiene),
                (ChangeCause.Depletion, "", Satiation),
                (ChangeCause.Depletion, "", Mood),
                (ChangeCause.Depletion, "", Social),
                (ChangeCause.Depletion, "", Fitness),
                (ChangeCause.Modulation, "fitness_health", Health),
                (ChangeCause.Cascade, "Satiation_Health", Health),
                (ChangeCause.Cascade, "Satiation_Energy", Energy),
            ],
            changes.Select(change => (change.Cause, change.Name, change.Meter)));
        // Depletion comes first, so the cascades see a satiation of 0.196.
        Assert.Equal(-0.005f * (0.3f - 0.196f) / 0.3f, changes[^1].Amount, 1e-6f);
        Assert.Equal(-0.001f * (0.5f + (2.5f * 0.002f)), changes[7].Amount, 1e-6f);
    }

    [Fact]
    public void Only_the_cascades_of_the_meter_that_is_low_are_named()
    {
        var town = TownDefinitions.L1.WithInitial((Social, 0.1f)).StartedAt(4, 4);

        var cascades = StepOf(town, Wait).Where(change => change.Cause == ChangeCause.Cascade).Select(change => change.Name);

        Assert.Equal(["Social_Mood", "Social_Energy"], cascades);
    }

    [Fact]
    public void New_life_has_no_changes()
    {
        var town = (TownDefinitions.L1 with { MaxSteps = 1 }).StartedAt(4, 4);
        var ledger = new StepLedger();
        town.Step([Wait], ledger);
        Assert.NotEqual(LifeEnd.None, town.Ends[0]);
        Assert.False(ledger.Changes.IsEmpty);

        town.Step([Wait], ledger);

        Assert.True(town.Restarted[0]);
        Assert.True(ledger.Changes.IsEmpty);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Ledger_of_an_agent_that_does_not_exist_is_refused_and_nothing_happens(int agent)
    {
        var town = new Town(TownDefinitions.L1, agents: 2, Seed);

        Assert.Throws<ArgumentException>(() => town.Step([Wait, Wait], new StepLedger(agent)));

        Assert.Equal(0, town.StepsLived[0]);
    }

    private static ImmutableArray<MeterChange> StepOf(Town town, TownAction action)
    {
        var ledger = new StepLedger();
        town.Step([action], ledger);
        return [.. ledger.Changes];
    }

    private static void AssertChanges(ImmutableArray<MeterChange> expected, ImmutableArray<MeterChange> actual)
    {
        Assert.Equal(expected.Select(change => change with { Amount = 0f }), actual.Select(change => change with { Amount = 0f }));
        foreach (var (wanted, noted) in expected.Zip(actual))
        {
            Assert.Equal(wanted.Amount, noted.Amount, 1e-6f);
        }
    }

    /// <summary>Plays two equal towns, one with a ledger of its last agent and one without.</summary>
    private static void PlayWithAndWithout(TownDefinition definition, int agents, int steps, RandomTowns random)
    {
        var watched = agents - 1;
        var plain = new Town(definition, agents, Seed);
        var noted = new Town(definition, agents, Seed);
        var ledger = new StepLedger(watched);
        var actions = new TownAction[agents];
        for (var step = 0; step < steps; step++)
        {
            for (var agent = 0; agent < agents; agent++)
            {
                actions[agent] = random.Action();
            }

            var before = noted.Meters(watched);
            plain.Step(actions);
            noted.Step(actions, ledger);

            for (var agent = 0; agent < agents; agent++)
            {
                Assert.Equal(plain.Meters(agent), noted.Meters(agent));
                Assert.Equal((plain.PositionOf(agent), plain.Ends[agent]), (noted.PositionOf(agent), noted.Ends[agent]));
            }

            Assert.DoesNotContain(ledger.Changes.ToArray(), change => change.Amount == 0f);
            if (noted.Restarted[watched])
            {
                Assert.True(ledger.Changes.IsEmpty);
                continue;
            }

            var sums = new double[8];
            foreach (var change in ledger.Changes)
            {
                sums[(int)change.Meter] += change.Amount;
            }

            var after = noted.Meters(watched);
            for (var meter = 0; meter < sums.Length; meter++)
            {
                Assert.Equal((double)after[meter] - before[meter], sums[meter], 1e-6);
            }
        }
    }
}
