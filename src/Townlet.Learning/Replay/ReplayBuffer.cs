using Townlet.World;

namespace Townlet.Learning;

/// <summary>The newest transitions in a ring, sampled uniformly.</summary>
internal sealed class ReplayBuffer
{
    private const int ReturnColumns = 3;
    private const int ActionColumns = 2;

    private readonly SegmentedRows<float> _observations;
    private readonly SegmentedRows<float> _nextObservations;
    private readonly SegmentedRows<float> _returns;
    private readonly SegmentedRows<byte> _actions;
    private readonly int _observationSize;
    private int _position;
    private bool _full;

    /// <param name="capacity">Transitions kept, at least 1.</param>
    /// <param name="observationSize">Floats of one observation.</param>
    public ReplayBuffer(int capacity, int observationSize)
    {
        Capacity = capacity;
        _observationSize = observationSize;
        _observations = new SegmentedRows<float>(capacity, observationSize);
        _nextObservations = new SegmentedRows<float>(capacity, observationSize);
        _returns = new SegmentedRows<float>(capacity, ReturnColumns);
        _actions = new SegmentedRows<byte>(capacity, ActionColumns);
    }

    public int Capacity { get; }

    /// <summary>Transitions held.</summary>
    public int Count => _full ? Capacity : _position;

    /// <summary>Overwrites the oldest transition once the ring is full.</summary>
    public void Add(in Transition transition)
    {
        transition.Observation.CopyTo(_observations.Write(_position));
        transition.NextObservation.CopyTo(_nextObservations.Write(_position));
        var returns = _returns.Write(_position);
        returns[0] = transition.Reward;
        returns[1] = transition.Novelty;
        returns[2] = transition.Discount;
        var actions = _actions.Write(_position);
        actions[0] = (byte)transition.Action;
        actions[1] = transition.NextMask.Bits;
        _position++;
        if (_position == Capacity)
        {
            _position = 0;
            _full = true;
        }
    }

    /// <summary>Fills the batch with transitions drawn uniformly, with replacement.</summary>
    /// <param name="random">Advanced by one draw a transition.</param>
    /// <param name="batch">Overwritten.</param>
    /// <param name="intrinsicWeight">Scales novelty; it is added to the extrinsic reward here and nowhere else.</param>
    public void Sample(ref RandomSource random, ReplayBatch batch, double intrinsicWeight)
    {
        var weight = (float)intrinsicWeight;
        var observations = batch.ObservationRows;
        var nextObservations = batch.NextObservationRows;
        for (var i = 0; i < batch.Count; i++)
        {
            var row = random.NextInt(Count);
            _observations[row].CopyTo(observations.Slice(i * _observationSize, _observationSize));
            _nextObservations[row].CopyTo(nextObservations.Slice(i * _observationSize, _observationSize));
            var returns = _returns[row];
            batch.Rewards[i] = returns[0] + (weight * returns[1]);
            batch.Discounts[i] = returns[2];
            var actions = _actions[row];
            batch.Actions[i] = (TownAction)actions[0];
            batch.NextMasks[i] = new ActionMask(actions[1]);
        }
    }

    public void Capture(CheckpointBuilder checkpoint)
    {
        checkpoint.Add("replay.observations", _observations, Count);
        checkpoint.Add("replay.next_observations", _nextObservations, Count);
        checkpoint.Add("replay.reward_novelty_discount", _returns, Count);
        checkpoint.Add("replay.action_next_mask", _actions, Count);
        checkpoint.AddValue("replay.position", _position);
    }

    public void Restore(CheckpointContent checkpoint)
    {
        var count = checkpoint.LengthOf("replay.action_next_mask");
        if (count > Capacity)
        {
            throw new CheckpointMismatchException($"The checkpoint holds {count} replay transitions; the pack keeps {Capacity}.");
        }

        checkpoint.Read("replay.observations", _observations, count);
        checkpoint.Read("replay.next_observations", _nextObservations, count);
        checkpoint.Read("replay.reward_novelty_discount", _returns, count);
        checkpoint.Read("replay.action_next_mask", _actions, count);
        for (var row = 0; row < count; row++)
        {
            if (_actions[row][0] >= QFunction.Actions)
            {
                throw new CheckpointFormatException($"Replay transition {row} has no action of the six.");
            }
        }

        _position = checkpoint.ReadValue("replay.position", 0, Capacity - 1);
        _full = count == Capacity;
        if (!_full && _position != count)
        {
            throw new CheckpointFormatException($"Replay holds {count} transitions but would go on at {_position}.");
        }
    }
}
