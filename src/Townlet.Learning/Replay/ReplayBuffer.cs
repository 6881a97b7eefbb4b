using Townlet.Learning.Checkpoints;
using Townlet.World;

namespace Townlet.Learning.Replay;

/// <summary>The newest transitions in a ring, sampled uniformly.</summary>
internal sealed class ReplayBuffer
{
    private readonly TransitionRows _rows;
    private readonly int _observationSize;
    private int _position;
    private bool _full;

    /// <param name="capacity">Number of transitions kept, at least 1.</param>
    /// <param name="observationSize">Number of floats in one observation.</param>
    public ReplayBuffer(int capacity, int observationSize)
    {
        Capacity = capacity;
        _observationSize = observationSize;
        _rows = new TransitionRows(capacity, observationSize);
    }

    public int Capacity { get; }

    /// <summary>Number of transitions held.</summary>
    public int Count => _full ? Capacity : _position;

    /// <summary>Overwrites the oldest transition once the ring is full.</summary>
    public void Add(in Transition transition)
    {
        _rows.Write(_position, transition);
        _position++;
        if (_position == Capacity)
        {
            _position = 0;
            _full = true;
        }
    }

    /// <summary>Fills the batch with transitions drawn uniformly, with replacement.</summary>
    /// <param name="random">Advanced by one draw per transition.</param>
    /// <param name="batch">Overwritten.</param>
    /// <param name="intrinsicWeight">Factor of novelty.</param>
    public void Sample(ref RandomSource random, ReplayBatch batch, double intrinsicWeight)
    {
        var weight = (float)intrinsicWeight;
        var observations = batch.Observations.AsSpan();
        var nextObservations = batch.NextObservations.AsSpan();
        for (var i = 0; i < batch.Count; i++)
        {
            var row = random.NextInt(Count);
            _rows.Observation(row).CopyTo(observations.Slice(i * _observationSize, _observationSize));
            _rows.NextObservation(row).CopyTo(nextObservations.Slice(i * _observationSize, _observationSize));
            batch.Rewards[i] = _rows.Reward(row, weight);
            batch.Discounts[i] = _rows.Discount(row);
            batch.Actions[i] = _rows.Action(row);
            batch.NextMasks[i] = _rows.NextMask(row);
        }
    }

    public void Capture(CheckpointBuilder checkpoint)
    {
        _rows.Capture(checkpoint, Count);
        checkpoint.AddValue("replay.position", _position);
    }

    public void Restore(CheckpointContent checkpoint)
    {
        var count = TransitionRows.CountIn(checkpoint);
        if (count > Capacity)
        {
            throw new CheckpointMismatchException($"The checkpoint holds {count} replay transitions; the pack keeps {Capacity}.");
        }

        _rows.Restore(checkpoint, count);
        _position = checkpoint.ReadValue("replay.position", 0, Capacity - 1);
        _full = count == Capacity;
        if (!_full && _position != count)
        {
            throw new CheckpointFormatException($"Replay holds {count} transitions, but its write position is {_position}.");
        }
    }
}
