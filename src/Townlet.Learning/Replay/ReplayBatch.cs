using Townlet.Learning.Engines;
using Townlet.World;

namespace Townlet.Learning.Replay;

/// <summary>
/// One sample of replay, in memory that every learner step uses again. Its transitions point into the rows of Q-values that
/// the networks compute. A single transition has one row for its state and one for its next state; steps of sequences
/// find both in the same unrolled rows.
/// </summary>
internal sealed class ReplayBatch
{
    private ReplayBatch(int transitions, BatchShape shape, int observationSize, float[]? nextObservations, int memories)
    {
        Memories = new float[memories];
        Shape = shape;
        Rewards = new float[transitions];
        Discounts = new float[transitions];
        Actions = new TownAction[transitions];
        NextMasks = new ActionMask[transitions];
        StateRows = new int[transitions];
        NextRows = new int[transitions];
        Observations = new float[shape.Rows * observationSize];
        NextObservations = nextObservations;
        Count = transitions;
    }

    /// <summary>Number of transitions in it: all that fit, or fewer where the end of a life cuts sequences short.</summary>
    public int Count { get; set; }

    /// <summary>Number of rows of Q-values that the network computes for <see cref="Observations"/>.</summary>
    public int Rows => Shape.Rows;

    /// <summary>Extrinsic reward plus weighted novelty.</summary>
    public float[] Rewards { get; }

    public float[] Discounts { get; }

    public TownAction[] Actions { get; }

    public ActionMask[] NextMasks { get; }

    /// <summary>For each transition the row of its state.</summary>
    public int[] StateRows { get; }

    /// <summary>For each transition the row of the state in which its return ends.</summary>
    public int[] NextRows { get; }

    /// <summary>Shape [sequences, memory size]: what each sequence begins with; empty for single transitions.</summary>
    public float[] Memories { get; }

    /// <summary>One step of all transitions, or all steps of each sequence and one more.</summary>
    public BatchShape Shape { get; }

    /// <summary>Shape [transitions, observation size], or [steps + 1, sequences, observation size].</summary>
    public float[] Observations { get; }

    /// <summary>Shape [transitions, observation size]; null for sequences, which contain their next observations.</summary>
    public float[]? NextObservations { get; }

    /// <param name="size">Number of transitions.</param>
    /// <param name="observationSize">Number of floats in one observation.</param>
    public static ReplayBatch OfTransitions(int size, int observationSize)
    {
        var batch = new ReplayBatch(size, new BatchShape(1, size), observationSize, new float[size * observationSize], memories: 0);
        for (var i = 0; i < size; i++)
        {
            batch.StateRows[i] = i;
            batch.NextRows[i] = i;
        }

        return batch;
    }

    /// <param name="sequences">Number of sequences.</param>
    /// <param name="steps">Largest number of steps per sequence.</param>
    /// <param name="observationSize">Number of floats in one observation.</param>
    /// <param name="memorySize">Number of floats that a life remembers.</param>
    public static ReplayBatch OfSequences(int sequences, int steps, int observationSize, int memorySize) =>
        new(sequences * steps, new BatchShape(steps + 1, sequences), observationSize, nextObservations: null, sequences * memorySize);
}
