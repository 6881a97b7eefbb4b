using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Townlet.World.Definition;

namespace Townlet.World.Mechanics;

/// <summary>How a life begins, counts its steps and hours, and ends.</summary>
internal sealed class LifeCycle
{
    private readonly TownDefinition _definition;
    private readonly Grid _grid;
    private readonly RandomSource[] _startCells;

    // Scratch memory: the agents whose lives had ended before this step.
    private readonly int[] _ended;

    public LifeCycle(TownDefinition definition, Grid grid, int agents, ulong seed)
    {
        _definition = definition;
        _grid = grid;
        _startCells = [.. Enumerable.Range(0, agents).Select(agent => new RandomSource(seed, (ulong)agent))];
        _ended = new int[agents];
        Rewards = new float[agents];
        Restarted = new bool[agents];
    }

    public float[] Rewards { get; }

    public bool[] Restarted { get; }

    public Span<RandomSource> StartCells => _startCells;

    /// <summary>R = 1 / (base energy depletion * multiplier + the cheapest action's energy), in steps; the step cap if these are 0.</summary>
    public float Baseline(Lives lives, int agent)
    {
        var costs = _definition.ActionCosts;
        var cheapest = Math.Min(costs.MoveEnergy, Math.Min(costs.WaitEnergy, costs.InteractEnergy));
        var loss = ((double)_definition.Meters[(int)Meter.Energy].BaseDepletion * lives.DepletionMultipliers[agent]) + cheapest;
        return loss > 0 ? (float)(1 / loss) : _definition.MaxSteps;
    }

    /// <param name="lives">The lives.</param>
    /// <param name="agent">The agent whose life begins.</param>
    /// <param name="start">The cell to start in; drawn at random when null.</param>
    public void Begin(Lives lives, int agent, GridPosition? start = null)
    {
        foreach (var meter in _definition.Meters)
        {
            lives.Value(meter.Meter, agent) = meter.Initial;
        }

        var cell = start is { } given ? _grid.CellOf(given) : _startCells[agent].NextInt(_grid.CellCount);
        (lives.X[agent], lives.Y[agent]) = _grid.PositionOf(cell);
        lives.Cells[agent] = cell;
        lives.StepsLived[agent] = 0;
        lives.Hours[agent] = 0;
        lives.ActivityTicks[agent] = 0;
        lives.Ends[agent] = LifeEnd.None;
        Rewards[agent] = 0f;
        Restarted[agent] = false;
    }

    /// <summary>Sets ends, rewards, step count and clock of the lives that were running, and begins a new life where one had ended before.</summary>
    public void Conclude(Lives lives, ReadOnlySpan<Vector256<int>> dead)
    {
        var ended = FindEnded(lives.Ends);
        CountSteps(lives, dead);
        if (_definition.Temporal)
        {
            AdvanceClocks(lives);
        }

        // Last, because the rules ran over the ended lives too, and a new life must overwrite what they left.
        Array.Clear(Restarted);
        foreach (var agent in ended)
        {
            Begin(lives, agent);
            Restarted[agent] = true;
        }
    }

    private static void AdvanceClocks(Lives lives)
    {
        foreach (ref var hours in Lives.Vectors(lives.Hours))
        {
            var next = hours + Vector256<int>.One;
            hours = Vector256.AndNot(next, Vector256.Equals(next, Vector256.Create(TimeOfDay.HoursPerDay)));
        }
    }

    private ReadOnlySpan<int> FindEnded(ReadOnlySpan<LifeEnd> ends)
    {
        var values = MemoryMarshal.Cast<LifeEnd, byte>(ends);
        var count = 0;
        for (var start = 0; ; start++)
        {
            var distance = values[start..].IndexOfAnyExcept((byte)LifeEnd.None);
            if (distance < 0)
            {
                return _ended.AsSpan(0, count);
            }

            start += distance;
            _ended[count++] = start;
        }
    }

    private void CountSteps(Lives lives, ReadOnlySpan<Vector256<int>> dead)
    {
        Array.Clear(Rewards);
        var steps = Lives.Vectors(lives.StepsLived)[..dead.Length];
        var cap = Vector256.Create(_definition.MaxSteps);
        for (var i = 0; i < dead.Length; i++)
        {
            steps[i] += Vector256<int>.One;
            var ends = (dead[i] | Vector256.GreaterThanOrEqual(steps[i], cap)).ExtractMostSignificantBits();
            if (ends != 0)
            {
                EndLives(lives, i * Vector256<int>.Count, ends, dead[i]);
            }
        }
    }

    private void EndLives(Lives lives, int firstAgent, uint ends, Vector256<int> dead)
    {
        for (; ends != 0; ends &= ends - 1)
        {
            var lane = BitOperations.TrailingZeroCount(ends);
            var agent = firstAgent + lane;
            if (agent >= lives.Count)
            {
                return;
            }

            if (dead[lane] != 0)
            {
                lives.Ends[agent] = LifeEnd.Death;
                Rewards[agent] = lives.StepsLived[agent] - 1 - Baseline(lives, agent);
            }
            else
            {
                lives.Ends[agent] = LifeEnd.StepCap;
            }
        }
    }
}
