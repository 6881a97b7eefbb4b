using Townlet.World;

namespace Townlet.Learning;

/// <summary>
/// One sample of replay; the same memory for every learner step. Its transitions point into the rows of Q-values that
/// the networks compute: single transitions have a row each for their state and their next state; steps of sequences
/// find both in the same unrolled rows.
/// </summary>
internal sealed class ReplayBatch
{
    private ReplayBatch(int transitions, int rows, long[] observationShape, float[]? nextObservations, int memories)
    {
        Memories = new float[memories];
        Rows = rows;
        Rewards = new float[transitions];
        Discounts = new float[transitions];
        Actions = new TownAction[transitions];
        NextMasks = new ActionMask[transitions];
        StateRows = new int[transitions];
        NextRows = new int[transitions];
        ObservationShape = observationShape;
        Observations = new float[observationShape.Aggregate(1L, (product, size) => product * size)];
        NextObservations = nextObservations;
        Count = transitions;
    }

    /// <summary>Transitions in it now: all that fit, but fewer where sequences were cut short by the end of a life.</summary>
    public int Count { get; set; }

    /// <summary>Rows of Q-values that the network gives for <see cref="Observations"/>.</summary>
    public int Rows { get; }

    /// <summary>Extrinsic reward and weighted novelty.</summary>
    public float[] Rewards { get; }

    public float[] Discounts { get; }

    public TownAction[] Actions { get; }

    public ActionMask[] NextMasks { get; }

    /// <summary>Row of each transition's state.</summary>
    public int[] StateRows { get; }

    /// <summary>Row of the state that its return ends in.</summary>
    public int[] NextRows { get; }

    /// <summary>Shape [sequences, memory size]: what each sequence begins with; empty for single transitions.</summary>
    public float[] Memories { get; }

    /// <summary>[transitions, observation size], or [steps + 1, sequences, observation size].</summary>
    public long[] ObservationShape { get; }

    public float[] Observations { get; }

    /// <summary>Shape [transitions, observation size]; null for sequences, which hold their next observations themselves.</summary>
    public float[]? NextObservations { get; }

    /// <param name="size">Transitions.</param>
    /// <param name="observationSize">Floats of one observation.</param>
    public static ReplayBatch OfTransitions(int size, int observationSize)
    {
        var batch = new ReplayBatch(size, size, [size, observationSize], new float[size * observationSize], memories: 0);
        for (var i = 0; i < size; i++)
        {
            batch.StateRows[i] = i;
            batch.NextRows[i] = i;
        }

        return batch;
    }

    /// <param name="sequences">Lives looked into.</param>
    /// <param name="steps">Steps of each, at most.</param>
    /// <param name="observationSize">Floats of one observation.</param>
    /// <param name="memorySize">Floats that a life remembers.</param>
    public static ReplayBatch OfSequences(int sequences, int steps, int observationSize, int memorySize) =>
        new(sequences * steps, sequences * (steps + 1), [steps + 1, sequences, observationSize], nextObservations: null, sequences * memorySize);
}
