using Townlet.Configuration.Settings;
using Townlet.Learning.Checkpoints;
using Townlet.World;

namespace Townlet.Learning.Replay;

/// <summary>
/// Sequences of consecutive steps of a life, each with what the agent remembered at its first step (Kapturowski et
/// al. 2019, "stored state"). If the network always began with an empty memory in learning, it would meet memories in acting
/// that it never learnt from. Each agent has its own ring of blocks, each as long as one sequence. A sequence begins with a block, or with a life
/// within it, and ends with either. Returns over n steps end where the sequence ends.
/// </summary>
internal sealed class SequenceReplay : ReplayMemory
{
    private readonly PopulationSettings _settings;
    private readonly int _observationSize;
    private readonly int _memorySize;
    private readonly int _sequenceLength;
    private readonly int _ringLength;
    private readonly TransitionRows _steps;

    // 1 where a life ended with the step.
    private readonly SegmentedRows<byte> _ends;

    // One row per block.
    private readonly SegmentedRows<float> _memories;
    private readonly int[] _positions;
    private readonly byte[] _lapped;

    /// <param name="settings">Give capacity, number of agents and length of sequences.</param>
    /// <param name="observationSize">Number of floats in one observation.</param>
    /// <param name="memorySize">Number of floats that a life remembers.</param>
    public SequenceReplay(PopulationSettings settings, int observationSize, int memorySize)
    {
        _settings = settings;
        _observationSize = observationSize;
        _memorySize = memorySize;
        _sequenceLength = settings.SequenceLength;
        _ringLength = Math.Max(1, settings.ReplayCapacity / settings.AgentCount / _sequenceLength) * _sequenceLength;
        var rows = checked(_ringLength * settings.AgentCount);
        _steps = new TransitionRows(rows, observationSize);
        _ends = new SegmentedRows<byte>(rows, 1);
        _memories = new SegmentedRows<float>(rows / _sequenceLength, memorySize);
        _positions = new int[settings.AgentCount];
        _lapped = new byte[settings.AgentCount];
    }

    public override int Count
    {
        get
        {
            var count = 0;
            for (var agent = 0; agent < _positions.Length; agent++)
            {
                count += CountOf(agent);
            }

            return count;
        }
    }

    public override ReplayBatch NewBatch() => ReplayBatch.OfSequences(_settings.BatchSize, _sequenceLength, _observationSize, _memorySize);

    public override void Add(int agent, in Transition step, bool lifeEnded)
    {
        var position = _positions[agent];
        var row = (agent * _ringLength) + position;
        if (position % _sequenceLength == 0)
        {
            step.Memory.CopyTo(_memories.Write(row / _sequenceLength));
        }

        _steps.Write(row, step);
        _ends.Write(row)[0] = lifeEnded ? (byte)1 : (byte)0;
        _positions[agent] = (position + 1) % _ringLength;
        if (_positions[agent] == 0)
        {
            _lapped[agent] = 1;
        }
    }

    public override void Sample(ref RandomSource random, ReplayBatch batch, double intrinsicWeight)
    {
        batch.Count = 0;
        var count = Count;
        for (var sequence = 0; sequence < _settings.BatchSize; sequence++)
        {
            var step = random.NextInt(count);
            var agent = 0;
            while (step >= CountOf(agent))
            {
                step -= CountOf(agent);
                agent++;
            }

            Take(agent, step, sequence, batch, (float)intrinsicWeight);
        }
    }

    public override void Capture(CheckpointBuilder checkpoint)
    {
        var agents = _positions.Length;
        var rows = _ringLength * agents;
        checkpoint.Add("replay.positions", _positions, agents);
        checkpoint.Add("replay.lapped", _lapped, agents);
        _steps.Capture(checkpoint, rows);
        checkpoint.Add("replay.ends", _ends, rows);
        checkpoint.Add("replay.memories", _memories, rows / _sequenceLength);
    }

    public override void Restore(CheckpointContent checkpoint)
    {
        var rows = _ringLength * _positions.Length;
        var held = TransitionRows.CountIn(checkpoint);
        if (held != rows)
        {
            throw new CheckpointMismatchException($"The checkpoint has room for {held} replay steps; the pack keeps {rows}.");
        }

        checkpoint.Read("replay.positions", _positions, 0, _ringLength - 1);
        checkpoint.Read("replay.lapped", _lapped, (byte)0, (byte)1);
        _steps.Restore(checkpoint, rows);
        checkpoint.Read("replay.ends", _ends, rows);
        checkpoint.Read("replay.memories", _memories, rows / _sequenceLength);
    }

    /// <summary>Steps of the block that is being overwritten, which cannot be learnt from.</summary>
    private int GapOf(int agent) =>
        _lapped[agent] == 0 ? 0 : (_sequenceLength - (_positions[agent] % _sequenceLength)) % _sequenceLength;

    private int CountOf(int agent) => _lapped[agent] == 0 ? _positions[agent] : _ringLength - GapOf(agent);

    /// <summary>Copies the sequence that holds this step of the agent.</summary>
    private void Take(int agent, int step, int sequence, ReplayBatch batch, float intrinsicWeight)
    {
        var ring = agent * _ringLength;
        var row = ring + (step < _positions[agent] ? step : step + GapOf(agent));
        var block = row / _sequenceLength * _sequenceLength;
        var first = row;
        while (first > block && !EndsLife(first - 1))
        {
            first--;
        }

        var end = Math.Min(block + _sequenceLength, row < ring + _positions[agent] ? ring + _positions[agent] : ring + _ringLength);
        var length = 1;
        while (first + length < end && !EndsLife(first + length - 1))
        {
            length++;
        }

        var memory = batch.Memories.AsSpan(sequence * _memorySize, _memorySize);
        if (first == block)
        {
            _memories[block / _sequenceLength].CopyTo(memory);
        }
        else
        {
            // A life that began within the block has an empty memory.
            memory.Clear();
        }

        var observations = batch.Observations.AsSpan();
        for (var i = 0; i <= _sequenceLength; i++)
        {
            var target = observations.Slice(((i * _settings.BatchSize) + sequence) * _observationSize, _observationSize);
            if (i < length)
            {
                _steps.Observation(first + i).CopyTo(target);
            }
            else if (i == length)
            {
                _steps.NextObservation(first + i - 1).CopyTo(target);
            }
            else
            {
                // These rows are computed but not used.
                target.Clear();
            }
        }

        for (var i = 0; i < length; i++)
        {
            AddTransition(first, length, i, sequence, batch, intrinsicWeight);
        }
    }

    private bool EndsLife(int row) => _ends[row][0] == 1;

    private void AddTransition(int first, int length, int step, int sequence, ReplayBatch batch, float intrinsicWeight)
    {
        var last = Math.Min(step + _settings.NStep, length) - 1;
        var reward = 0f;
        var discount = 1f;
        for (var i = step; i <= last; i++)
        {
            reward += discount * _steps.Reward(first + i, intrinsicWeight);
            discount *= _steps.Discount(first + i);
        }

        var index = batch.Count++;
        batch.Rewards[index] = reward;
        batch.Discounts[index] = discount;
        batch.Actions[index] = _steps.Action(first + step);
        batch.NextMasks[index] = _steps.NextMask(first + last);
        batch.StateRows[index] = (step * _settings.BatchSize) + sequence;
        batch.NextRows[index] = ((last + 1) * _settings.BatchSize) + sequence;
    }
}
