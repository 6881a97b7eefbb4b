using Townlet.Configuration;
using Townlet.World;

namespace Townlet.Learning;

/// <summary>
/// Sequences of consecutive steps of a life (Hausknecht and Stone 2015, random updates): each agent has a ring of its
/// own, a sequence begins at any step held and ends after sequence_length, or where its life does. Returns over n steps
/// reach as far as the sequence does.
/// </summary>
internal sealed class SequenceReplay : ReplayMemory
{
    private const int ReturnColumns = 3;
    private const int ActionColumns = 3;

    private readonly PopulationSettings _settings;
    private readonly int _observationSize;
    private readonly int _ringLength;
    private readonly SegmentedRows<float> _observations;
    private readonly SegmentedRows<float> _nextObservations;
    private readonly SegmentedRows<float> _returns;
    private readonly SegmentedRows<byte> _actions;
    private readonly int[] _positions;
    private readonly int[] _counts;
    private int _count;

    public SequenceReplay(PopulationSettings settings, int observationSize)
    {
        _settings = settings;
        _observationSize = observationSize;
        _ringLength = Math.Max(settings.SequenceLength, settings.ReplayCapacity / settings.AgentCount);
        var rows = checked(_ringLength * settings.AgentCount);
        _observations = new SegmentedRows<float>(rows, observationSize);
        _nextObservations = new SegmentedRows<float>(rows, observationSize);
        _returns = new SegmentedRows<float>(rows, ReturnColumns);
        _actions = new SegmentedRows<byte>(rows, ActionColumns);
        _positions = new int[settings.AgentCount];
        _counts = new int[settings.AgentCount];
    }

    public override int Count => _count;

    public override ReplayBatch NewBatch() => ReplayBatch.OfSequences(_settings.BatchSize, _settings.SequenceLength, _observationSize);

    public override void Add(int agent, in Transition step, bool lifeEnded)
    {
        var row = (agent * _ringLength) + _positions[agent];
        step.Observation.CopyTo(_observations.Write(row));
        step.NextObservation.CopyTo(_nextObservations.Write(row));
        var returns = _returns.Write(row);
        returns[0] = step.Reward;
        returns[1] = step.Novelty;
        returns[2] = step.Discount;
        var actions = _actions.Write(row);
        actions[0] = (byte)step.Action;
        actions[1] = step.NextMask.Bits;
        actions[2] = lifeEnded ? (byte)1 : (byte)0;
        _positions[agent] = (_positions[agent] + 1) % _ringLength;
        if (_counts[agent] < _ringLength)
        {
            _counts[agent]++;
            _count++;
        }
    }

    public override void Sample(ref RandomSource random, ReplayBatch batch, double intrinsicWeight)
    {
        batch.Count = 0;
        for (var sequence = 0; sequence < _settings.BatchSize; sequence++)
        {
            // Oldest first within an agent, one agent after the other.
            var start = random.NextInt(_count);
            var agent = 0;
            while (start >= _counts[agent])
            {
                start -= _counts[agent];
                agent++;
            }

            Take(agent, start, sequence, batch, (float)intrinsicWeight);
        }
    }

    public override void Capture(CheckpointBuilder checkpoint)
    {
        var agents = _counts.Length;
        checkpoint.Add("replay.counts", _counts, agents);
        checkpoint.Add("replay.positions", _positions, agents);

        var rows = _ringLength * agents;
        checkpoint.Add("replay.observations", _observations, rows);
        checkpoint.Add("replay.next_observations", _nextObservations, rows);
        checkpoint.Add("replay.reward_novelty_discount", _returns, rows);
        checkpoint.Add("replay.action_next_mask_end", _actions, rows);
    }

    public override void Restore(CheckpointContent checkpoint)
    {
        var rows = _ringLength * _counts.Length;
        var held = checkpoint.LengthOf("replay.action_next_mask_end");
        if (held != rows)
        {
            throw new CheckpointMismatchException($"The checkpoint has room for {held} replay steps; the pack keeps {rows}.");
        }

        checkpoint.Read("replay.counts", _counts, 0, _ringLength);
        checkpoint.Read("replay.positions", _positions, 0, _ringLength - 1);
        checkpoint.Read("replay.observations", _observations, rows);
        checkpoint.Read("replay.next_observations", _nextObservations, rows);
        checkpoint.Read("replay.reward_novelty_discount", _returns, rows);
        checkpoint.Read("replay.action_next_mask_end", _actions, rows);
        for (var row = 0; row < rows; row++)
        {
            if (_actions[row][0] >= QFunction.Actions)
            {
                throw new CheckpointFormatException($"Replay step {row} has no action of the six.");
            }
        }

        for (var agent = 0; agent < _counts.Length; agent++)
        {
            if (_counts[agent] < _ringLength && _positions[agent] != _counts[agent])
            {
                throw new CheckpointFormatException($"Replay holds {_counts[agent]} steps of agent {agent} but would go on at {_positions[agent]}.");
            }
        }

        _count = _counts.Sum();
    }

    private int Row(int agent, int age)
    {
        var oldest = _counts[agent] < _ringLength ? 0 : _positions[agent];
        return (agent * _ringLength) + ((oldest + age) % _ringLength);
    }

    private void Take(int agent, int start, int sequence, ReplayBatch batch, float intrinsicWeight)
    {
        Span<int> rows = stackalloc int[_settings.SequenceLength];
        var length = 0;
        do
        {
            rows[length] = Row(agent, start + length);
            length++;
        }
        while (length < rows.Length && start + length < _counts[agent] && _actions[rows[length - 1]][2] == 0);

        var observations = batch.ObservationRows;
        for (var step = 0; step <= rows.Length; step++)
        {
            var target = observations.Slice(((step * _settings.BatchSize) + sequence) * _observationSize, _observationSize);
            if (step < length)
            {
                _observations[rows[step]].CopyTo(target);
            }
            else if (step == length)
            {
                _nextObservations[rows[step - 1]].CopyTo(target);
            }
            else
            {
                // Computed for nothing, and counted nowhere.
                target.Clear();
            }
        }

        for (var step = 0; step < length; step++)
        {
            AddTransition(rows[..length], step, sequence, batch, intrinsicWeight);
        }
    }

    private void AddTransition(ReadOnlySpan<int> rows, int step, int sequence, ReplayBatch batch, float intrinsicWeight)
    {
        var last = Math.Min(step + _settings.NStep, rows.Length) - 1;
        var reward = 0f;
        var discount = 1f;
        for (var i = step; i <= last; i++)
        {
            var returns = _returns[rows[i]];
            reward += discount * (returns[0] + (intrinsicWeight * returns[1]));
            discount *= returns[2];
        }

        var index = batch.Count++;
        batch.Rewards[index] = reward;
        batch.Discounts[index] = discount;
        batch.Actions[index] = (TownAction)_actions[rows[step]][0];
        batch.NextMasks[index] = new ActionMask(_actions[rows[last]][1]);
        batch.StateRows[index] = (step * _settings.BatchSize) + sequence;
        batch.NextRows[index] = ((last + 1) * _settings.BatchSize) + sequence;
    }
}
