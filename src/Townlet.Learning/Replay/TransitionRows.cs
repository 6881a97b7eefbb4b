using Townlet.Learning.Checkpoints;
using Townlet.Learning.Networks;
using Townlet.World;

namespace Townlet.Learning.Replay;

/// <summary>Transitions by row number; every kind of replay stores them this way.</summary>
internal sealed class TransitionRows
{
    private const int ReturnColumns = 3;
    private const int ActionColumns = 2;

    private readonly SegmentedRows<float> _observations;
    private readonly SegmentedRows<float> _nextObservations;
    private readonly SegmentedRows<float> _returns;
    private readonly SegmentedRows<byte> _actions;

    /// <param name="rows">Number of rows, at least 1.</param>
    /// <param name="observationSize">Number of floats in one observation.</param>
    public TransitionRows(int rows, int observationSize)
    {
        _observations = new SegmentedRows<float>(rows, observationSize);
        _nextObservations = new SegmentedRows<float>(rows, observationSize);
        _returns = new SegmentedRows<float>(rows, ReturnColumns);
        _actions = new SegmentedRows<byte>(rows, ActionColumns);
    }

    public ReadOnlySpan<float> Observation(int row) => _observations[row];

    public ReadOnlySpan<float> NextObservation(int row) => _nextObservations[row];

    public TownAction Action(int row) => (TownAction)_actions[row][0];

    public ActionMask NextMask(int row) => new(_actions[row][1]);

    public float Discount(int row) => _returns[row][2];

    /// <param name="row">Index of the row.</param>
    /// <param name="intrinsicWeight">Factor of novelty, which is added to the extrinsic reward only here.</param>
    public float Reward(int row, float intrinsicWeight)
    {
        var returns = _returns[row];
        return returns[0] + (intrinsicWeight * returns[1]);
    }

    public void Write(int row, in Transition transition)
    {
        transition.Observation.CopyTo(_observations.Write(row));
        transition.NextObservation.CopyTo(_nextObservations.Write(row));
        var returns = _returns.Write(row);
        returns[0] = transition.Reward;
        returns[1] = transition.Novelty;
        returns[2] = transition.Discount;
        var actions = _actions.Write(row);
        actions[0] = (byte)transition.Action;
        actions[1] = transition.NextMask.Bits;
    }

    /// <param name="checkpoint">Receives the first rows.</param>
    /// <param name="rows">Number of rows.</param>
    public void Capture(CheckpointBuilder checkpoint, int rows)
    {
        checkpoint.Add("replay.observations", _observations, rows);
        checkpoint.Add("replay.next_observations", _nextObservations, rows);
        checkpoint.Add("replay.reward_novelty_discount", _returns, rows);
        checkpoint.Add("replay.action_next_mask", _actions, rows);
    }

    /// <summary>How many rows a checkpoint holds.</summary>
    public static int CountIn(CheckpointContent checkpoint) => checkpoint.LengthOf("replay.action_next_mask");

    /// <exception cref="CheckpointFormatException">A row holds an action that is not one of the six.</exception>
    public void Restore(CheckpointContent checkpoint, int rows)
    {
        checkpoint.Read("replay.observations", _observations, rows);
        checkpoint.Read("replay.next_observations", _nextObservations, rows);
        checkpoint.Read("replay.reward_novelty_discount", _returns, rows);
        checkpoint.Read("replay.action_next_mask", _actions, rows);
        for (var row = 0; row < rows; row++)
        {
            if (_actions[row][0] >= QFunction.Actions)
            {
                throw new CheckpointFormatException($"Replay row {row} holds an action that is not one of the six.");
            }
        }
    }
}
