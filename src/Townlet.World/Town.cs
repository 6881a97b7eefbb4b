using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Townlet.World;

/// <summary>
/// A batch of independent lives in one simulated town. Each life has its own clock, step count and depletion
/// multiplier; a life that ended starts anew at the following <see cref="Step"/>, whose action for it is ignored.
/// </summary>
public sealed class Town
{
    private const int RandomStateSize = 4;

    private readonly Lives _lives;
    private readonly Grid _grid;
    private readonly Movement _movement;
    private readonly Interactions _interactions;
    private readonly MeterDynamics _dynamics;
    private readonly DeathCheck _deathCheck;
    private readonly LifeCycle _lifeCycle;
    private readonly ActionMaskWriter _masks;
    private readonly ObservationWriter _observations;
    private PlaceLayout _layout;

    /// <param name="definition">The rules.</param>
    /// <param name="agents">Lives in the batch, at least 1.</param>
    /// <param name="seed">Start cells are drawn from it, one stream an agent.</param>
    /// <exception cref="ArgumentException">The meters are not the eight at their index, or a place is off the grid or on another place.</exception>
    public Town(TownDefinition definition, int agents, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentOutOfRangeException.ThrowIfLessThan(agents, 1);
        if (definition.Meters.Length != Lives.MeterCount || definition.Meters.Where((meter, index) => (int)meter.Meter != index).Any())
        {
            throw new ArgumentException("A town has the eight meters, each at its index.", nameof(definition));
        }

        Definition = definition;
        _lives = new Lives(agents);
        _grid = new Grid(definition.GridSize);
        _layout = new PlaceLayout(_grid, [.. definition.Places.Select(place => place.Position)]);
        _movement = new Movement(_grid, definition.ActionCosts);
        _interactions = new Interactions(definition, agents);
        _dynamics = new MeterDynamics(definition);
        _deathCheck = new DeathCheck(definition.TerminalConditions, _lives.Stride);
        _lifeCycle = new LifeCycle(definition, _grid, agents, seed);
        _masks = new ActionMaskWriter(_grid, definition.Temporal ? TimeOfDay.HoursPerDay : 1, agents);
        _observations = new ObservationWriter(_grid, definition, agents);
        for (var agent = 0; agent < agents; agent++)
        {
            _lifeCycle.Begin(_lives, agent);
        }

        Array.Fill(_interactions.Places, -1);
        LayOut();
    }

    public TownDefinition Definition { get; }

    public int AgentCount => _lives.Count;

    /// <summary>Floats an agent observes.</summary>
    public int ObservationSize => _observations.Size;

    /// <summary>What the agents see now; shape [agents, <see cref="ObservationSize"/>], row after row. The same memory for the town's whole life.</summary>
    public ReadOnlyMemory<float> Observations => _observations.Rows;

    /// <summary>Which actions make sense now; shape [agents, 6]. All false for a life that has ended.</summary>
    public ReadOnlySpan<bool> ActionMasks => _masks.Flags;

    /// <summary>Reward of the last step, one an agent.</summary>
    public ReadOnlySpan<float> Rewards => _lifeCycle.Rewards;

    /// <summary>How each life stands after the last step.</summary>
    public ReadOnlySpan<LifeEnd> Ends => _lives.Ends;

    /// <summary>True where the last step began a new life instead of acting: it is no transition for a learner.</summary>
    public ReadOnlySpan<bool> Restarted => _lifeCycle.Restarted;

    /// <summary>Steps lived in the present life, one an agent.</summary>
    public ReadOnlySpan<int> StepsLived => _lives.StepsLived.AsSpan(0, AgentCount);

    /// <summary>Where each place stands now, in the order of <see cref="TownDefinition.Places"/>.</summary>
    public ImmutableArray<GridPosition> PlacePositions => _layout.Positions;

    /// <summary>Scales base depletion; a change takes effect at the next step.</summary>
    public float DepletionMultiplier(int agent) => _lives.DepletionMultipliers[agent];

    /// <exception cref="ArgumentOutOfRangeException">The multiplier is negative or not a finite number.</exception>
    public void SetDepletionMultiplier(int agent, float multiplier)
    {
        if (!float.IsFinite(multiplier) || multiplier < 0f)
        {
            throw new ArgumentOutOfRangeException(nameof(multiplier), multiplier, "A depletion multiplier is a finite number from 0 up.");
        }

        _lives.DepletionMultipliers[agent] = multiplier;
    }

    /// <summary>R: the steps that an agent lives which only ever does the cheapest thing; the step cap if that costs nothing.</summary>
    public float Baseline(int agent) => _lifeCycle.Baseline(_lives, agent);

    public GridPosition PositionOf(int agent) => new(_lives.X[agent], _lives.Y[agent]);

    /// <summary>The eight values, in <see cref="Meter"/> order.</summary>
    public void CopyMeters(int agent, Span<float> meters)
    {
        for (var meter = Meter.Energy; meter <= Meter.Fitness; meter++)
        {
            meters[(int)meter] = MeterOf(agent, meter);
        }
    }

    public float MeterOf(int agent, Meter meter) => _lives.Of(meter)[agent];

    /// <summary>0 to 23; always 0 where time does not pass.</summary>
    public int HourOf(int agent) => _lives.Hours[agent];

    /// <summary>Ticks done of the activity under way.</summary>
    public int ActivityTicks(int agent) => _lives.ActivityTicks[agent];

    /// <summary>Index of the place that took effect in the last step, or -1.</summary>
    public int InteractionOf(int agent) => _interactions.Places[agent];

    /// <summary>Index of the place under the agent, or -1.</summary>
    public int PlaceUnder(int agent) => _layout.PlaceAt(_lives.Cells[agent]);

    public bool IsOpen(int place, int hour) => _interactions.IsOpen(place, hour);

    /// <summary>The meter whose terminal condition ended this agent's life, or null while it lives or where the step cap did.</summary>
    public Meter? CauseOfDeath(int agent) => _lives.Ends[agent] == LifeEnd.Death ? _deathCheck.Cause(_lives, agent) : null;

    /// <summary>Moves every place to a cell of its own, drawn at random.</summary>
    public void ShufflePlaces(ref RandomSource random)
    {
        var size = Definition.GridSize;
        var cells = Enumerable.Range(0, size * size).ToArray();
        for (var place = 0; place < PlacePositions.Length; place++)
        {
            var drawn = place + random.NextInt(cells.Length - place);
            (cells[place], cells[drawn]) = (cells[drawn], cells[place]);
        }

        MovePlaces([.. cells.Take(PlacePositions.Length).Select(cell => new GridPosition(cell % size, cell / size))]);
    }

    /// <summary>
    /// Moves the places; every position is on the grid and taken once. An activity goes on only if its place still
    /// stands under the agent.
    /// </summary>
    /// <exception cref="ArgumentException">Another number of positions than places, one off the grid, or one taken twice.</exception>
    public void MovePlaces(ImmutableArray<GridPosition> positions)
    {
        if (positions.Length != Definition.Places.Length)
        {
            throw new ArgumentException($"{positions.Length} positions for {Definition.Places.Length} places.", nameof(positions));
        }

        var moved = new PlaceLayout(_grid, positions);
        for (var agent = 0; agent < AgentCount; agent++)
        {
            if (moved.PlaceAt(_lives.Cells[agent]) != PlaceUnder(agent))
            {
                _lives.ActivityTicks[agent] = 0;
            }
        }

        _layout = moved;
        LayOut();
    }

    /// <summary>Begins a new life of this agent at once.</summary>
    /// <param name="agent">Which one.</param>
    /// <param name="start">Its cell; drawn at random when null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cell is not on the grid.</exception>
    public void Restart(int agent, GridPosition? start = null)
    {
        if (start is { } position && !_grid.Contains(position))
        {
            throw new ArgumentOutOfRangeException(nameof(start), position, $"The grid has {_grid.Size} x {_grid.Size} cells.");
        }

        _lifeCycle.Begin(_lives, agent, start);
        _interactions.Places[agent] = -1;
        Show();
    }

    /// <summary>One step of every life; allocates nothing without a ledger.</summary>
    /// <param name="actions">One an agent.</param>
    /// <param name="ledger">Where what the rules do to its agent's meters is noted; null: nowhere.</param>
    /// <exception cref="ArgumentException">Another number of actions than agents, or an unknown one, or a ledger of an agent that is not there; nothing has happened then.</exception>
    public void Step(ReadOnlySpan<TownAction> actions, StepLedger? ledger = null)
    {
        if (ledger is not null && (uint)ledger.Agent >= (uint)AgentCount)
        {
            throw new ArgumentException($"A ledger of agent {ledger.Agent} in a town of {AgentCount}.", nameof(ledger));
        }

        Take(actions);
        ledger?.Open(_lives);
        _movement.Apply(_lives);
        ledger?.Note(_lives, ChangeCause.Action, _lives.Actions[ledger.Agent] == (int)TownAction.Wait ? "WAIT" : "MOVE");
        _interactions.Apply(_lives, _masks.Masks, _layout);
        if (ledger is not null && InteractionOf(ledger.Agent) is >= 0 and var place)
        {
            ledger.Note(_lives, ChangeCause.Place, Definition.Places[place].Name);
        }

        _dynamics.Apply(_lives, ledger);
        _deathCheck.Apply(_lives);
        _lifeCycle.Conclude(_lives, _deathCheck.Dead);
        if (ledger is not null && Restarted[ledger.Agent])
        {
            ledger.Void();
        }

        Show();
    }

    /// <summary>All of the state, to go on from exactly.</summary>
    public TownState Capture()
    {
        var agents = AgentCount;
        var meters = new float[Lives.MeterCount * agents];
        for (var meter = Meter.Energy; meter <= Meter.Fitness; meter++)
        {
            _lives.Of(meter).CopyTo(meters.AsSpan((int)meter * agents));
        }

        var randomStates = new ulong[agents * RandomStateSize];
        for (var agent = 0; agent < agents; agent++)
        {
            _lifeCycle.StartCells[agent].CopyTo(randomStates.AsSpan(agent * RandomStateSize, RandomStateSize));
        }

        return new TownState
        {
            Meters = meters,
            Cells = _lives.Cells[..agents],
            StepsLived = _lives.StepsLived[..agents],
            Hours = _lives.Hours[..agents],
            ActivityPlaces = [.. Enumerable.Range(0, agents).Select(agent => ActivityPlace(_layout, _lives.Cells[agent], ActivityTicks(agent)))],
            ActivityTicks = _lives.ActivityTicks[..agents],
            Ends = _lives.Ends[..agents],
            DepletionMultipliers = _lives.DepletionMultipliers[..agents],
            RandomStates = randomStates,
            PlaceCells = [.. PlacePositions.Select(_grid.CellOf)],
        };
    }

    /// <summary>Goes on from a captured state. Rewards, interactions and restarts of the last step are not part of it: they read as none.</summary>
    /// <exception cref="ArgumentException">The state is of another number of agents or places, or does not fit the grid.</exception>
    public void Restore(TownState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        CheckFits(state);
        var layout = new PlaceLayout(_grid, [.. state.PlaceCells.Select(_grid.PositionOf)]);
        for (var agent = 0; agent < AgentCount; agent++)
        {
            if (state.ActivityPlaces[agent] != ActivityPlace(layout, state.Cells[agent], state.ActivityTicks[agent]))
            {
                throw new ArgumentException($"Agent {agent} has an activity elsewhere than where it stands.", nameof(state));
            }
        }

        _layout = layout;
        for (var meter = Meter.Energy; meter <= Meter.Fitness; meter++)
        {
            state.Meters.AsSpan((int)meter * AgentCount, AgentCount).CopyTo(_lives.Of(meter));
        }

        for (var agent = 0; agent < AgentCount; agent++)
        {
            (_lives.X[agent], _lives.Y[agent]) = _grid.PositionOf(state.Cells[agent]);
            _lifeCycle.StartCells[agent] = RandomSource.FromState(state.RandomStates.AsSpan(agent * RandomStateSize, RandomStateSize));
        }

        state.Cells.CopyTo(_lives.Cells, 0);
        state.StepsLived.CopyTo(_lives.StepsLived, 0);
        state.Hours.CopyTo(_lives.Hours, 0);
        state.ActivityTicks.CopyTo(_lives.ActivityTicks, 0);
        state.Ends.CopyTo(_lives.Ends, 0);
        state.DepletionMultipliers.CopyTo(_lives.DepletionMultipliers, 0);
        Array.Clear(_lifeCycle.Rewards);
        Array.Clear(_lifeCycle.Restarted);
        Array.Fill(_interactions.Places, -1);
        LayOut();
    }

    private static int ActivityPlace(PlaceLayout layout, int cell, int ticks) => ticks > 0 ? layout.PlaceAt(cell) : -1;

    private void Take(ReadOnlySpan<TownAction> actions)
    {
        if (actions.Length != AgentCount)
        {
            throw new ArgumentException($"{actions.Length} actions for {AgentCount} agents.", nameof(actions));
        }

        if (MemoryMarshal.Cast<TownAction, byte>(actions).ContainsAnyExceptInRange((byte)TownAction.Up, (byte)TownAction.Wait))
        {
            throw new ArgumentException("An action is none of the six.", nameof(actions));
        }

        for (var agent = 0; agent < actions.Length; agent++)
        {
            _lives.Actions[agent] = (int)actions[agent];
        }
    }

    private void LayOut()
    {
        _masks.LayOut(_layout, _interactions);
        _observations.LayOut(_layout);
        Show();
    }

    private void Show()
    {
        _masks.Write(_lives);
        _observations.Write(_lives);
    }

    private void CheckFits(TownState state)
    {
        var places = Definition.Places.Length;
        var agentArrays = new[]
        {
            state.Cells.Length, state.StepsLived.Length, state.Hours.Length, state.ActivityPlaces.Length,
            state.ActivityTicks.Length, state.Ends.Length, state.DepletionMultipliers.Length,
        };
        if (agentArrays.Any(length => length != AgentCount)
            || state.Meters.Length != Lives.MeterCount * AgentCount
            || state.RandomStates.Length != RandomStateSize * AgentCount)
        {
            throw new ArgumentException($"The state is not of {AgentCount} agents.", nameof(state));
        }

        if (state.PlaceCells.Length != places)
        {
            throw new ArgumentException($"The state has {state.PlaceCells.Length} places instead of {places}.", nameof(state));
        }

        if (!AllWithin(state.Cells, 0, _grid.CellCount)
            || !AllWithin(state.PlaceCells, 0, _grid.CellCount)
            || !AllWithin(state.Hours, 0, Definition.Temporal ? TimeOfDay.HoursPerDay : 1)
            || !AllWithin(state.ActivityTicks, 0, int.MaxValue))
        {
            throw new ArgumentException("The state has a cell, an hour or a tick count that this town cannot have.", nameof(state));
        }
    }

    private static bool AllWithin(int[] values, int first, int end) => values.All(value => value >= first && value < end);
}
