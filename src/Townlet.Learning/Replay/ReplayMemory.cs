using Townlet.Configuration;
using Townlet.World;

namespace Townlet.Learning;

/// <summary>
/// Experience replay (Lin 1992): the newest steps of all agents, sampled uniformly. Extrinsic reward and raw
/// novelty are kept apart, so that the weight of novelty is the one of the moment of learning.
/// </summary>
internal abstract class ReplayMemory
{
    /// <summary>Steps that can be learnt from.</summary>
    public abstract int Count { get; }

    /// <summary>What a pack's network learns from: single transitions, or sequences of a life.</summary>
    /// <param name="settings">Of the pack.</param>
    /// <param name="observationSize">Floats of one observation.</param>
    /// <param name="memorySize">Floats that a life remembers.</param>
    public static ReplayMemory For(PopulationSettings settings, int observationSize, int memorySize) => settings.NetworkType == NetworkType.Recurrent
        ? new SequenceReplay(settings, observationSize, memorySize)
        : new TransitionReplay(settings, observationSize);

    /// <summary>A batch of the pack's size, to be filled again and again.</summary>
    public abstract ReplayBatch NewBatch();

    /// <summary>One step of a life.</summary>
    /// <param name="agent">Whose.</param>
    /// <param name="step">Over one step: <see cref="Transition.Discount"/> is gamma, or 0 after death.</param>
    /// <param name="lifeEnded">Nothing of this life follows.</param>
    public abstract void Add(int agent, in Transition step, bool lifeEnded);

    /// <summary>Fills the batch, with replacement.</summary>
    /// <param name="random">Advanced by one draw for each transition or sequence.</param>
    /// <param name="batch">From <see cref="NewBatch"/>; overwritten.</param>
    /// <param name="intrinsicWeight">Scales novelty; it is added to the extrinsic reward here and nowhere else.</param>
    public abstract void Sample(ref RandomSource random, ReplayBatch batch, double intrinsicWeight);

    public abstract void Capture(CheckpointBuilder checkpoint);

    public abstract void Restore(CheckpointContent checkpoint);
}
