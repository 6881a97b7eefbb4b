using Townlet.World.Definition;

namespace Townlet.World.Mechanics;

/// <summary>Copies the state of a town's lives and places out as flat arrays, and back in.</summary>
internal sealed class StateTransfer(TownDefinition definition, Grid grid, Lives lives, LifeCycle lifeCycle)
{
    private const int RandomStateSize = 4;

    /// <param name="layout">Where the places stand now.</param>
    public TownState Capture(PlaceLayout layout)
    {
        var agents = lives.Count;
        var meters = new float[Lives.MeterCount * agents];
        for (var meter = Meter.Energy; meter <= Meter.Fitness; meter++)
        {
            lives.Of(meter).CopyTo(meters.AsSpan((int)meter * agents));
        }

        var randomStates = new ulong[agents * RandomStateSize];
        for (var agent = 0; agent < agents; agent++)
        {
            lifeCycle.StartCells[agent].CopyTo(randomStates.AsSpan(agent * RandomStateSize, RandomStateSize));
        }

        return new TownState
        {
            Meters = meters,
            Cells = lives.Cells[..agents],
            StepsLived = lives.StepsLived[..agents],
            Hours = lives.Hours[..agents],
            ActivityPlaces = [.. Enumerable.Range(0, agents).Select(agent => ActivityPlace(layout, lives.Cells[agent], lives.ActivityTicks[agent]))],
            ActivityTicks = lives.ActivityTicks[..agents],
            Ends = lives.Ends[..agents],
            DepletionMultipliers = lives.DepletionMultipliers[..agents],
            RandomStates = randomStates,
            PlaceCells = [.. layout.Positions.Select(grid.CellOf)],
        };
    }

    /// <summary>Gives the lives this state. Nothing has changed where it does not fit.</summary>
    /// <returns>Where the places stand in it.</returns>
    /// <exception cref="ArgumentException">The state has a different number of agents or places, or does not fit the grid.</exception>
    public PlaceLayout Restore(TownState state)
    {
        RequireFit(state);
        var agents = lives.Count;
        var layout = new PlaceLayout(grid, [.. state.PlaceCells.Select(grid.PositionOf)]);
        for (var agent = 0; agent < agents; agent++)
        {
            if (state.ActivityPlaces[agent] != ActivityPlace(layout, state.Cells[agent], state.ActivityTicks[agent]))
            {
                throw new ArgumentException($"Agent {agent} has an activity at a place where it does not stand.", nameof(state));
            }
        }

        for (var meter = Meter.Energy; meter <= Meter.Fitness; meter++)
        {
            state.Meters.AsSpan((int)meter * agents, agents).CopyTo(lives.Of(meter));
        }

        for (var agent = 0; agent < agents; agent++)
        {
            (lives.X[agent], lives.Y[agent]) = grid.PositionOf(state.Cells[agent]);
            lifeCycle.StartCells[agent] = RandomSource.FromState(state.RandomStates.AsSpan(agent * RandomStateSize, RandomStateSize));
        }

        state.Cells.CopyTo(lives.Cells, 0);
        state.StepsLived.CopyTo(lives.StepsLived, 0);
        state.Hours.CopyTo(lives.Hours, 0);
        state.ActivityTicks.CopyTo(lives.ActivityTicks, 0);
        state.Ends.CopyTo(lives.Ends, 0);
        state.DepletionMultipliers.CopyTo(lives.DepletionMultipliers, 0);
        Array.Clear(lifeCycle.Rewards);
        Array.Clear(lifeCycle.Restarted);
        return layout;
    }

    private static int ActivityPlace(PlaceLayout layout, int cell, int ticks) => ticks > 0 ? layout.PlaceAt(cell) : -1;

    private void RequireFit(TownState state)
    {
        var agents = lives.Count;
        var agentArrays = new[]
        {
            state.Cells.Length, state.StepsLived.Length, state.Hours.Length, state.ActivityPlaces.Length,
            state.ActivityTicks.Length, state.Ends.Length, state.DepletionMultipliers.Length,
        };
        if (agentArrays.Any(length => length != agents)
            || state.Meters.Length != Lives.MeterCount * agents
            || state.RandomStates.Length != RandomStateSize * agents)
        {
            throw new ArgumentException($"The state does not have {agents} agents.", nameof(state));
        }

        if (state.PlaceCells.Length != definition.Places.Length)
        {
            throw new ArgumentException($"The state has {state.PlaceCells.Length} places instead of {definition.Places.Length}.", nameof(state));
        }

        if (!AllWithin(state.Cells, 0, grid.CellCount)
            || !AllWithin(state.PlaceCells, 0, grid.CellCount)
            || !AllWithin(state.Hours, 0, definition.Temporal ? TimeOfDay.HoursPerDay : 1)
            || !AllWithin(state.ActivityTicks, 0, int.MaxValue))
        {
            throw new ArgumentException("The state has a cell, an hour or a tick count that this town cannot have.", nameof(state));
        }
    }

    private static bool AllWithin(int[] values, int first, int end) => values.All(value => value >= first && value < end);
}
