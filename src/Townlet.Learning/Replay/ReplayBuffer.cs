using Townlet.World;

namespace Townlet.Learning;

/// <summary>
/// Experience replay (Lin 1992): the newest transitions in a ring, sampled uniformly. Extrinsic reward and raw
/// novelty are kept apart, so that the weight of novelty is the one of the moment of learning.
/// </summary>
internal sealed class ReplayBuffer
{
    private readonly float[] _observations;
    private readonly float[] _nextObservations;
    private readonly float[] _rewards;
    private readonly float[] _novelties;
    private readonly float[] _discounts;
    private readonly byte[] _actions;
    private readonly byte[] _nextMasks;
    private int _position;
    private bool _full;

    /// <param name="capacity">Transitions kept.</param>
    /// <param name="observationSize">Floats of one observation.</param>
    public ReplayBuffer(int capacity, int observationSize)
    {
        Capacity = capacity;
        ObservationSize = observationSize;
        _observations = new float[checked(capacity * observationSize)];
        _nextObservations = new float[capacity * observationSize];
        _rewards = new float[capacity];
        _novelties = new float[capacity];
        _discounts = new float[capacity];
        _actions = new byte[capacity];
        _nextMasks = new byte[capacity];
    }

    public int Capacity { get; }

    public int ObservationSize { get; }

    /// <summary>Transitions held.</summary>
    public int Count => _full ? Capacity : _position;

    /// <summary>Overwrites the oldest transition once the ring is full.</summary>
    public void Add(in Transition transition)
    {
        transition.Observation.CopyTo(Row(_observations, _position));
        transition.NextObservation.CopyTo(Row(_nextObservations, _position));
        _rewards[_position] = transition.Reward;
        _novelties[_position] = transition.Novelty;
        _discounts[_position] = transition.Discount;
        _actions[_position] = (byte)transition.Action;
        _nextMasks[_position] = transition.NextMask.Bits;
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
        for (var i = 0; i < batch.Size; i++)
        {
            var from = random.NextInt(Count);
            Row(_observations, from).CopyTo(observations.Slice(i * ObservationSize, ObservationSize));
            Row(_nextObservations, from).CopyTo(nextObservations.Slice(i * ObservationSize, ObservationSize));
            batch.Rewards[i] = _rewards[from] + (weight * _novelties[from]);
            batch.Discounts[i] = _discounts[from];
            batch.Actions[i] = (TownAction)_actions[from];
            batch.NextMasks[i] = new ActionMask(_nextMasks[from]);
        }
    }

    public void Capture(CheckpointBuilder checkpoint)
    {
        var rows = Count * ObservationSize;
        checkpoint.Add("replay.observations", _observations.AsSpan(0, rows), Count, ObservationSize);
        checkpoint.Add("replay.next_observations", _nextObservations.AsSpan(0, rows), Count, ObservationSize);
        checkpoint.Add("replay.rewards", _rewards.AsSpan(0, Count), Count);
        checkpoint.Add("replay.novelties", _novelties.AsSpan(0, Count), Count);
        checkpoint.Add("replay.discounts", _discounts.AsSpan(0, Count), Count);
        checkpoint.Add("replay.actions", _actions.AsSpan(0, Count), Count);
        checkpoint.Add("replay.next_masks", _nextMasks.AsSpan(0, Count), Count);
        checkpoint.AddValue("replay.position", _position);
    }

    public void Restore(CheckpointContent checkpoint)
    {
        var count = checkpoint.LengthOf("replay.rewards");
        var rows = count * ObservationSize;
        if (count > Capacity)
        {
            throw new CheckpointMismatchException($"The checkpoint holds {count} replay transitions; the pack keeps {Capacity}.");
        }

        checkpoint.Read("replay.observations", _observations.AsSpan(0, rows));
        checkpoint.Read("replay.next_observations", _nextObservations.AsSpan(0, rows));
        checkpoint.Read("replay.rewards", _rewards.AsSpan(0, count));
        checkpoint.Read("replay.novelties", _novelties.AsSpan(0, count));
        checkpoint.Read("replay.discounts", _discounts.AsSpan(0, count));
        checkpoint.Read("replay.actions", _actions.AsSpan(0, count));
        checkpoint.Read("replay.next_masks", _nextMasks.AsSpan(0, count));
        _position = checkpoint.ReadValue<int>("replay.position", 0, Capacity - 1);
        _full = count == Capacity;
    }

    private Span<float> Row(float[] rows, int index) => rows.AsSpan(index * ObservationSize, ObservationSize);
}
