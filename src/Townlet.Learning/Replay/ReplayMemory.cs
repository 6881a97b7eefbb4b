using Townlet.Configuration.Settings;
using Townlet.Learning.Checkpoints;
using Townlet.World;

namespace Townlet.Learning.Replay;

/// <summary>
/// Experience replay (Lin 1992): the newest steps of all agents, sampled uniformly. Extrinsic reward and novelty
/// are stored separately, so that novelty gets the weight that holds at the moment of learning.
/// </summary>
internal abstract class ReplayMemory
{
    /// <summary>Number of steps that can be learnt from.</summary>
    public abstract int Count { get; }

    /// <summary>Makes the replay for a pack's network: single transitions, or sequences of a life.</summary>
    /// <param name="settings">Settings of the pack.</param>
    /// <param name="observationSize">Number of floats in one observation.</param>
    /// <param name="memorySize">Number of floats that a life remembers.</param>
    public static ReplayMemory For(PopulationSettings settings, int observationSize, int memorySize) => settings.NetworkType == NetworkType.Recurrent
        ? new SequenceReplay(settings, observationSize, memorySize)
        : new TransitionReplay(settings, observationSize);

    /// <summary>Makes a batch of the pack's size, to be filled again for each learner step.</summary>
    public abstract ReplayBatch NewBatch();

    /// <summary>Adds one step of a life.</summary>
    /// <param name="agent">Index of the agent.</param>
    /// <param name="step">A transition over one step: <see cref="Transition.Discount"/> is gamma, or 0 after death.</param>
    /// <param name="lifeEnded">True for the last step of a life.</param>
    public abstract void Add(int agent, in Transition step, bool lifeEnded);

    /// <summary>Fills the batch with samples, drawn with replacement.</summary>
    /// <param name="random">Advanced by one draw for each transition or sequence.</param>
    /// <param name="batch">From <see cref="NewBatch"/>; overwritten.</param>
    /// <param name="intrinsicWeight">Factor of novelty, which is added to the extrinsic reward only here.</param>
    public abstract void Sample(ref RandomSource random, ReplayBatch batch, double intrinsicWeight);

    public abstract void Capture(CheckpointBuilder checkpoint);

    public abstract void Restore(CheckpointContent checkpoint);
}
