using System.Collections.Immutable;
using Townlet.World.Definition;
using Townlet.World.Tests.Definition;

namespace Townlet.World.Tests.Reference;

public sealed class ReferenceLifeTests
{
    private const ulong Seed = 77;

    [Theory]
    [InlineData("L0", 1)]
    [InlineData("L1", 1)]
    [InlineData("L2", 3)]
    [InlineData("L3", 17)]
    public void Shipped_level_equals_the_plain_reference_in_every_bit(string level, int agents)
    {
        var definition = level switch
        {
            "L0" => TownDefinitions.L0,
            "L1" => TownDefinitions.L1,
            "L2" => TownDefinitions.L2,
            _ => TownDefinitions.L3,
        };
        PlayBoth(definition, agents, steps: 1500, new RandomTowns(5));
    }

    [Fact]
    public void Any_world_with_any_number_of_agents_equals_the_plain_reference_in_every_bit()
    {
        var random = new RandomTowns(2026);
        for (var world = 0; world < 250; world++)
        {
            PlayBoth(random.Next(), agents: 1 + (world % 19), steps: 150, random);
        }
    }

    private static void PlayBoth(TownDefinition definition, int agents, int steps, RandomTowns random)
    {
        var town = new Town(definition, agents, Seed);
        var lives = Enumerable.Range(0, agents).Select(agent => new ReferenceLife(definition, Seed, agent)).ToArray();
        foreach (var life in lives)
        {
            life.Begin();
        }

        AssertSame(lives, town);
        var actions = new TownAction[agents];
        for (var step = 0; step < steps; step++)
        {
            if (random.Chance(0.02))
            {
                MovePlaces(town, lives, random.Positions(definition.GridSize, definition.Places.Length));
            }

            for (var agent = 0; agent < agents; agent++)
            {
                if (random.Chance(0.02))
                {
                    lives[agent].Multiplier = random.Amount(2f);
                    town.SetDepletionMultiplier(agent, lives[agent].Multiplier);
                }

                actions[agent] = random.Action();
                lives[agent].Step(actions[agent]);
            }

            town.Step(actions);
            AssertSame(lives, town);
        }
    }

    private static void MovePlaces(Town town, ReferenceLife[] lives, ImmutableArray<GridPosition> positions)
    {
        foreach (var life in lives)
        {
            var place = life.PlaceAt(life.Position);
            life.PlacePositions = [.. positions];
            life.ForgetActivityUnlessOn(place);
        }

        town.MovePlaces(positions);
        AssertSame(lives, town);
    }

    private static void AssertSame(ReferenceLife[] lives, Town town)
    {
        var meters = new float[8];
        for (var agent = 0; agent < lives.Length; agent++)
        {
            var life = lives[agent];
            town.CopyMeters(agent, meters);
            Assert.Equal(life.Meters, meters);
            Assert.Equal(life.Position, town.PositionOf(agent));
            Assert.Equal(
                (life.Steps, life.Hour, life.Ticks, life.End, life.Reward, life.Restarted, life.Interaction),
                (town.StepsLived[agent], town.HourOf(agent), town.ActivityTicks(agent), town.Ends[agent], town.Rewards[agent], town.Restarted[agent], town.InteractionOf(agent)));
            Assert.Equal(life.CauseOfDeath(), town.CauseOfDeath(agent));
            Assert.Equal(life.PlaceAt(life.Position), town.PlaceUnder(agent));
            Assert.Equal(life.Mask(), town.ActionMasks.Slice(agent * 6, 6).ToArray());
            Assert.Equal(life.Observation(), town.Observations.Span.Slice(agent * town.ObservationSize, town.ObservationSize).ToArray());
        }
    }
}
