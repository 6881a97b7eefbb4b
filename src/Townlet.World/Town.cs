using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Townlet.World.Definition;
using Townlet.World.Mechanics;

namespace Townlet.World;

/// <summary>
/// A batch of independent lives in one simulated town. Each life has its own clock, step count and depletion
/// multiplier. After a life ends, the next <see cref="Step"/> begins a new one and ignores the agent's action.
/// </summary>
public sealed class Town
{
    private readonly Lives _lives;
    private readonly Grid _grid;
    private readonly Movement _movement;
    private readonly Interactions _interactions;
    private readonly MeterDynamics _dynamics;
    private readonly DeathCheck _deathCheck;
    private readonly LifeCycle _lifeCycle;
    private readonly ActionMaskWriter _masks;
    private readonly ObservationWriter _observations;
    private readonly StateTransfer _state;
    private PlaceLayout _layout;

    /// <param name="definition">The rules.</param>
    /// <param name="agents">Number of lives in the batch, at least 1.</param>
    /// <param name="seed">Start cells are drawn from it, with one stream per agent.</param>
    /// <exception cref="ArgumentException">The eight meters are not each at their index, or a place is off the grid or on another place.</exception>
    public Town(TownDefinition definition, int agents, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentOutOfRangeException.ThrowIfLessThan(agents, 1);
        if (definition.Meters.Length != Lives.MeterCount || definition.Meters.Where((meter, index) => (int)meter.Meter != index).Any())
        {
            throw new ArgumentException("A town needs all eight meters, each at its index.", nameof(definition));
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
        _state = new StateTransfer(definition, _grid, _lives, _lifeCycle);
        for (var agent = 0; agent < agents; agent++)
        {
            _lifeCycle.Begin(_lives, agent);
        }

        Array.Fill(_interactions.Places, -1);
        LayOut();
    }

    public TownDefinition Definition { get; }

    public int AgentCount => _lives.Count;

    /// <summary>Floats in one agent's observation.</summary>
    public int ObservationSize => _observations.Size;

    /// <summary>What the agents see now; shape [agents, <see cref="ObservationSize"/>], row after row. It is the same memory as long as the town exists.</summary>
    public ReadOnlyMemory<float> Observations => _observations.Rows;

    /// <summary>Which actions make sense now; shape [agents, 6]. All false for a life that has ended.</summary>
    public ReadOnlySpan<bool> ActionMasks => _masks.Flags;

    /// <summary>
    /// Which actions a learner may count on after the last step: those of <see cref="ActionMasks"/>, and where the step cap cut a life off, those that it could
    /// have done next. None after a death.
    /// </summary>
    public ActionMask NextActions(int agent) => _masks.WhereItStands(_lives, agent);

    /// <summary>Reward of the last step, one per agent.</summary>
    public ReadOnlySpan<float> Rewards => _lifeCycle.Rewards;

    /// <summary>Whether and how each life ended in the last step.</summary>
    public ReadOnlySpan<LifeEnd> Ends => _lives.Ends;

    /// <summary>True where the last step began a new life instead of acting. Such a step is no transition for a learner.</summary>
    public ReadOnlySpan<bool> Restarted => _lifeCycle.Restarted;

    /// <summary>Steps lived in the present life, one number per agent.</summary>
    public ReadOnlySpan<int> StepsLived => _lives.StepsLived.AsSpan(0, AgentCount);

    /// <summary>Where each place stands now, in the order of <see cref="TownDefinition.Places"/>.</summary>
    public ImmutableArray<GridPosition> PlacePositions => _layout.Positions;

    /// <summary>Scales base depletion. A change takes effect at the next step.</summary>
    public float DepletionMultiplier(int agent) => _lives.DepletionMultipliers[agent];

    /// <exception cref="ArgumentOutOfRangeException">The multiplier is negative or not a finite number.</exception>
    public void SetDepletionMultiplier(int agent, float multiplier)
    {
        if (!float.IsFinite(multiplier) || multiplier < 0f)
        {
            throw new ArgumentOutOfRangeException(nameof(multiplier), multiplier, "A depletion multiplier must be a finite number, at least 0.");
        }

        _lives.DepletionMultipliers[agent] = multiplier;
    }

    /// <summary>R: by the formula, how many steps an agent lives that always takes the cheapest action; the step cap if that costs nothing.</summary>
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

    /// <summary>How many ticks of the present activity are done.</summary>
    public int ActivityTicks(int agent) => _lives.ActivityTicks[agent];

    /// <summary>Index of the place that took effect in the last step, or -1.</summary>
    public int InteractionOf(int agent) => _interactions.Places[agent];

    /// <summary>Index of the place under the agent, or -1.</summary>
    public int PlaceUnder(int agent) => _layout.PlaceAt(_lives.Cells[agent]);

    public bool IsOpen(int place, int hour) => _interactions.IsOpen(place, hour);

    /// <summary>The meter whose terminal condition ended this agent's life, or null where the life continues or the step cap ended it.</summary>
    public Meter? CauseOfDeath(int agent) => _lives.Ends[agent] == LifeEnd.Death ? _deathCheck.Cause(_lives, agent) : null;

    /// <summary>Moves each place to a different cell, drawn at random.</summary>
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
    /// Moves the places; each position must be on the grid and used once. An activity continues only if its place still
    /// stands under the agent.
    /// </summary>
    /// <exception cref="ArgumentException">The number of positions is not that of the places, or a position is off the grid or used twice.</exception>
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
    /// <param name="agent">Index of the agent.</param>
    /// <param name="start">The cell to start in; drawn at random when null.</param>
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

    /// <summary>Advances every life by one step. Without a ledger it allocates nothing.</summary>
    /// <param name="actions">One action per agent.</param>
    /// <param name="ledger">Records what the rules do to its agent's meters; null: nothing is recorded.</param>
    /// <exception cref="ArgumentException">The number of actions is not that of the agents, an action is unknown, or the ledger is for an agent that does not exist. No step has been taken then.</exception>
    public void Step(ReadOnlySpan<TownAction> actions, StepLedger? ledger = null)
    {
        if (ledger is not null && (uint)ledger.Agent >= (uint)AgentCount)
        {
            throw new ArgumentException($"The ledger is for agent {ledger.Agent}, but the town has {AgentCount} agents.", nameof(ledger));
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

    /// <summary>The whole state, from which the town can resume exactly.</summary>
    public TownState Capture() => _state.Capture(_layout);

    /// <summary>Resumes from a captured state. Rewards, interactions and restarts of the last step are not part of it and read as none.</summary>
    /// <exception cref="ArgumentException">The state has a different number of agents or places, or does not fit the grid.</exception>
    public void Restore(TownState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _layout = _state.Restore(state);
        Array.Fill(_interactions.Places, -1);
        LayOut();
    }

    private void Take(ReadOnlySpan<TownAction> actions)
    {
        if (actions.Length != AgentCount)
        {
            throw new ArgumentException($"{actions.Length} actions for {AgentCount} agents.", nameof(actions));
        }

        if (MemoryMarshal.Cast<TownAction, byte>(actions).ContainsAnyExceptInRange((byte)TownAction.Up, (byte)TownAction.Wait))
        {
            throw new ArgumentException("An action is not one of the six.", nameof(actions));
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
}
