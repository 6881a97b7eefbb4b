using Townlet.World.Definition;
using Townlet.World.Tests.Definition;
using Townlet.World.Tests.Reference;
using static Townlet.World.Meter;
using static Townlet.World.TownAction;

namespace Townlet.World.Tests;

public sealed class LifeCycleTests
{
    [Fact]
    public void Life_starts_full_with_half_the_money_and_no_steps()
    {
        var town = new Town(TownDefinitions.L1, agents: 3, seed: 1);

        for (var agent = 0; agent < 3; agent++)
        {
            Assert.Equal([1f, 1f, 1f, 0.5f, 1f, 1f, 1f, 1f], town.Meters(agent));
            Assert.Equal((0, LifeEnd.None, 0f, false, -1, 1f), (town.StepsLived[agent], town.Ends[agent], town.Rewards[agent], town.Restarted[agent], town.InteractionOf(agent), town.DepletionMultiplier(agent)));
        }
    }

    [Fact]
    public void Reward_is_zero_while_alive_and_steps_before_minus_baseline_at_death()
    {
        var town = TownDefinitions.L0.WithInitial((Energy, 0.02f)).StartedAt(0, 4);

        town.Play(Up);
        Assert.Equal((0f, LifeEnd.None), (town.Rewards[0], town.Ends[0]));

        town.Play(Up);
        Assert.Equal((1f - 125f, LifeEnd.Death), (town.Rewards[0], town.Ends[0]));
        Assert.Equal(2, town.StepsLived[0]);
        Assert.Equal(Energy, town.CauseOfDeath(0));
    }

    [Theory]
    [InlineData(1f, 125f)]
    [InlineData(0.5f, 181.818176f)]
    [InlineData(0.2f, 250f)]
    public void Baseline_follows_the_agents_multiplier(float multiplier, float baseline)
    {
        var town = new Town(TownDefinitions.L0, agents: 2, seed: 1);

        town.SetDepletionMultiplier(1, multiplier);

        Assert.Equal(125f, town.Baseline(0), 1e-4f);
        Assert.Equal(baseline, town.Baseline(1), 1e-4f);
    }

    [Theory]
    [InlineData(0.004f, 0.002f, 0.003f)]
    [InlineData(0.004f, 0.003f, 0.002f)]
    [InlineData(0.002f, 0.003f, 0.004f)]
    public void Baseline_takes_the_cheapest_of_the_three_ways_to_act(float move, float wait, float interact)
    {
        var costs = new ActionCosts { MoveEnergy = move, WaitEnergy = wait, InteractEnergy = interact };
        var town = new Town(TownDefinitions.L0 with { ActionCosts = costs }, agents: 1, seed: 1);

        Assert.Equal(1f / 0.007f, town.Baseline(0), 1e-4f);
    }

    [Fact]
    public void Baseline_is_the_step_cap_where_energy_never_runs_out()
    {
        var town = new Town(TownDefinitions.L1, agents: 1, seed: 1);

        town.SetDepletionMultiplier(0, 0f);

        Assert.Equal(500f, town.Baseline(0));
    }

    [Fact]
    public void Step_cap_is_a_truncation_without_reward()
    {
        var town = (TownDefinitions.L1 with { MaxSteps = 3 }).StartedAt(4, 4);

        town.Play(Wait, Wait);
        Assert.Equal(LifeEnd.None, town.Ends[0]);

        town.Play(Wait);
        Assert.Equal((LifeEnd.StepCap, 0f, 3), (town.Ends[0], town.Rewards[0], town.StepsLived[0]));
        Assert.Null(town.CauseOfDeath(0));
    }

    [Fact]
    public void Death_on_the_last_step_is_a_death()
    {
        var town = (TownDefinitions.L1.WithInitial((Energy, 0.01f)) with { MaxSteps = 1 }).StartedAt(4, 4);

        town.Play(Up);

        Assert.Equal(LifeEnd.Death, town.Ends[0]);
    }

    [Theory]
    [InlineData(LifeEnd.Death)]
    [InlineData(LifeEnd.StepCap)]
    public void Step_after_the_end_begins_a_new_life_and_ignores_the_action(LifeEnd end)
    {
        var world = end == LifeEnd.Death
            ? TownDefinitions.L3.WithInitial((Energy, 0.01f))
            : TownDefinitions.L3 with { MaxSteps = 1 };
        var town = world.StartedAt(1, 1);
        town.Play(Up);
        Assert.Equal((end, false), (town.Ends[0], town.Restarted[0]));

        town.Play(Interact);

        Assert.Equal((LifeEnd.None, true, 0f, 0, 0), (town.Ends[0], town.Restarted[0], town.Rewards[0], town.StepsLived[0], town.HourOf(0)));
        Assert.Equal(-1, town.InteractionOf(0));
        Assert.Equal(world.Meters.Select(meter => meter.Initial), town.Meters());
        Assert.Equal(town.Meters(), town.Observation()[27..35]);

        town.Play(Wait);
        Assert.Equal((false, 1), (town.Restarted[0], town.StepsLived[0]));
    }

    [Fact]
    public void Multiplier_stays_with_the_agent_from_life_to_life()
    {
        var town = (TownDefinitions.L1 with { MaxSteps = 1 }).StartedAt(4, 4);
        town.SetDepletionMultiplier(0, 0.25f);

        town.Play(Wait, Wait, Wait);

        Assert.Equal(0.25f, town.DepletionMultiplier(0));
    }

    [Fact]
    public void Each_life_ends_and_restarts_independently()
    {
        var town = new Town(TownDefinitions.L1, agents: 2, seed: 4);
        town.SetDepletionMultiplier(0, 50f);
        var deaths = 0;

        for (var step = 0; step < 40; step++)
        {
            town.Step([Wait, Wait]);
            deaths += town.Ends[0] == LifeEnd.Death ? 1 : 0;
            Assert.Equal((LifeEnd.None, step + 1), (town.Ends[1], town.StepsLived[1]));
        }

        Assert.True(deaths >= 5, $"{deaths} deaths");
    }

    [Fact]
    public void Agent_lives_the_same_alone_and_among_others()
    {
        var random = new RandomTowns(8);
        var alone = new Town(TownDefinitions.L3, agents: 1, seed: 9);
        var among = new Town(TownDefinitions.L3, agents: 37, seed: 9);
        var actions = new TownAction[37];

        for (var step = 0; step < 1200; step++)
        {
            for (var agent = 0; agent < actions.Length; agent++)
            {
                actions[agent] = random.Action();
            }

            among.Step(actions);
            alone.Play(actions[0]);
            Assert.Equal(alone.Observation(), among.Observation());
        }
    }

    [Fact]
    public void Start_cells_come_from_the_seed_and_reach_the_whole_grid()
    {
        var first = StartCells(seed: 1);

        Assert.Equal(first, StartCells(seed: 1));
        Assert.NotEqual(first, StartCells(seed: 2));
        Assert.Equal(64, first.Distinct().Count());
    }

    [Fact]
    public void Agents_draw_their_start_cells_independently()
    {
        var town = new Town(TownDefinitions.L1, agents: 1000, seed: 1);

        Assert.Equal(64, Enumerable.Range(0, 1000).Select(town.PositionOf).Distinct().Count());
    }

    [Fact]
    public void Restart_begins_a_new_life_at_once_on_the_given_cell()
    {
        var town = TownDefinitions.L3.StartedAt(1, 1);
        town.Play(Interact, Interact);

        town.Restart(0, new GridPosition(5, 2));

        Assert.Equal(new GridPosition(5, 2), town.PositionOf(0));
        Assert.Equal((0, 0, 0, -1), (town.StepsLived[0], town.HourOf(0), town.ActivityTicks(0), town.InteractionOf(0)));
        Assert.Equal(TownDefinitions.L3.StartedAt(5, 2).Observation(), town.Observation());
        Assert.Equal(TownDefinitions.L3.StartedAt(5, 2).Mask(), town.Mask());
    }

    [Fact]
    public void Restart_of_an_ended_life_needs_no_step()
    {
        var town = (TownDefinitions.L1 with { MaxSteps = 1 }).StartedAt(4, 4);
        town.Play(Wait);

        town.Restart(0, new GridPosition(4, 4));
        town.Play(Up);

        Assert.Equal((false, 1), (town.Restarted[0], town.StepsLived[0]));
        Assert.Equal(new GridPosition(4, 3), town.PositionOf(0));
    }

    private static List<GridPosition> StartCells(ulong seed)
    {
        var town = new Town(TownDefinitions.L1, agents: 1, seed);
        var cells = new List<GridPosition>();
        for (var life = 0; life < 1000; life++)
        {
            cells.Add(town.PositionOf(0));
            town.Restart(0);
        }

        return cells;
    }
}
