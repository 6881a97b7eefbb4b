using System.Collections.Immutable;

namespace Townlet.World;

/// <summary>
/// A batch of independent lives in one simulated town. Each life has its own clock, step count and depletion
/// multiplier; a life that ended starts anew at the following <see cref="Step"/>, whose action for it is ignored.
/// </summary>
public sealed class Town
{
    /// <param name="definition">The rules.</param>
    /// <param name="agents">Lives in the batch, at least 1.</param>
    /// <param name="seed">Start cells are drawn from it, one stream an agent.</param>
    public Town(TownDefinition definition, int agents, ulong seed) => throw new NotSupportedException();

    public TownDefinition Definition => throw new NotSupportedException();

    public int AgentCount => throw new NotSupportedException();

    /// <summary>Floats an agent observes.</summary>
    public int ObservationSize => throw new NotSupportedException();

    /// <summary>What the agents see now; shape [agents, <see cref="ObservationSize"/>], row after row. The same memory for the town's whole life.</summary>
    public ReadOnlyMemory<float> Observations => throw new NotSupportedException();

    /// <summary>Which actions make sense now; shape [agents, 6]. All false for a life that has ended.</summary>
    public ReadOnlySpan<bool> ActionMasks => throw new NotSupportedException();

    /// <summary>Reward of the last step, one an agent.</summary>
    public ReadOnlySpan<float> Rewards => throw new NotSupportedException();

    /// <summary>How each life stands after the last step.</summary>
    public ReadOnlySpan<LifeEnd> Ends => throw new NotSupportedException();

    /// <summary>True where the last step began a new life instead of acting: it is no transition for a learner.</summary>
    public ReadOnlySpan<bool> Restarted => throw new NotSupportedException();

    /// <summary>Steps lived in the present life, one an agent.</summary>
    public ReadOnlySpan<int> StepsLived => throw new NotSupportedException();

    /// <summary>Scales base depletion; a change takes effect at the next step.</summary>
    public float DepletionMultiplier(int agent) => throw new NotSupportedException();

    public void SetDepletionMultiplier(int agent, float multiplier) => throw new NotSupportedException();

    /// <summary>R: the steps that an agent lives which only ever does the cheapest thing.</summary>
    public float Baseline(int agent) => throw new NotSupportedException();

    public GridPosition PositionOf(int agent) => throw new NotSupportedException();

    /// <summary>The eight values, in <see cref="Meter"/> order.</summary>
    public void CopyMeters(int agent, Span<float> meters) => throw new NotSupportedException();

    public float MeterOf(int agent, Meter meter) => throw new NotSupportedException();

    /// <summary>0 to 23; always 0 where time does not pass.</summary>
    public int HourOf(int agent) => throw new NotSupportedException();

    /// <summary>Ticks done of the activity under way.</summary>
    public int ActivityTicks(int agent) => throw new NotSupportedException();

    /// <summary>Index of the place that took effect in the last step, or -1.</summary>
    public int InteractionOf(int agent) => throw new NotSupportedException();

    /// <summary>Index of the place under the agent, or -1.</summary>
    public int PlaceUnder(int agent) => throw new NotSupportedException();

    public bool IsOpen(int place, int hour) => throw new NotSupportedException();

    /// <summary>The meter whose terminal condition ended this agent's life, or null while it lives or where the step cap did.</summary>
    public Meter? CauseOfDeath(int agent) => throw new NotSupportedException();

    /// <summary>Where each place stands now, in the order of <see cref="TownDefinition.Places"/>.</summary>
    public ImmutableArray<GridPosition> PlacePositions => throw new NotSupportedException();

    /// <summary>Moves the places; every position is on the grid and taken once.</summary>
    public void MovePlaces(ImmutableArray<GridPosition> positions) => throw new NotSupportedException();

    /// <summary>Begins a new life of this agent at once.</summary>
    /// <param name="agent">Which one.</param>
    /// <param name="start">Its cell; drawn at random when null.</param>
    public void Restart(int agent, GridPosition? start = null) => throw new NotSupportedException();

    /// <summary>One step of every life; allocates nothing.</summary>
    /// <param name="actions">One an agent.</param>
    public void Step(ReadOnlySpan<TownAction> actions) => throw new NotSupportedException();

    /// <summary>All of the state, to go on from exactly.</summary>
    public TownState Capture() => throw new NotSupportedException();

    /// <exception cref="ArgumentException">The state is of another number of agents or places.</exception>
    public void Restore(TownState state) => throw new NotSupportedException();
}
