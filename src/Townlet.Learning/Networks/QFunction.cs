using Townlet.Configuration;
using Townlet.World;
using static TorchSharp.torch;

namespace Townlet.Learning;

/// <summary>
/// A network that values each of the six actions in a state: its architecture alone, so that online network, target
/// network and the policies that watchers see are the same function with other weights.
/// </summary>
internal abstract class QFunction
{
    /// <summary>Actions of the town: the width of every Q-value array and mask.</summary>
    public const int Actions = 6;

    /// <summary>Lives that are evaluated together, so that their working memory stays in the cache.</summary>
    private const int LivesAtOnce = 64;

    private int _room;

    public abstract ParameterLayout Layout { get; }

    /// <summary>The network that a pack asks for.</summary>
    public static QFunction For(Pack pack, int observationSize) => pack.Population.NetworkType == NetworkType.Recurrent
        ? new RecurrentQFunction(pack.Town, pack.Population.Dueling)
        : new SimpleQFunction(observationSize, pack.Population.Dueling);

    /// <summary>Initial weights, in the order of <see cref="Layout"/>.</summary>
    public abstract float[] DrawWeights(ref RandomSource random);

    /// <summary>The values of a batch, differentiable in the parameters.</summary>
    /// <param name="parameters">Of this <see cref="Layout"/>.</param>
    /// <param name="observations">Shape [batch, observation size], or [steps, lives, observation size] where lives are unrolled.</param>
    /// <param name="memories">Shape [lives, <see cref="MemorySize"/>]: what unrolled lives begin with; null: nothing.</param>
    /// <returns>Shape [batch, 6], or [steps * lives, 6].</returns>
    public abstract Tensor Forward(Parameters parameters, Tensor observations, Tensor? memories = null);

    /// <summary>Floats that a life remembers from one step to the next; 0 where a state is valued by itself.</summary>
    public abstract int MemorySize { get; }

    /// <summary>Floats of one observation.</summary>
    public abstract int ObservationSize { get; }

    /// <summary>The values of some states, one of each life, all of them independent; no garbage, no torch.</summary>
    /// <param name="weights">Of this <see cref="Layout"/>.</param>
    /// <param name="count">Lives.</param>
    /// <param name="observations">Shape [count, observation size].</param>
    /// <param name="memories">Shape [count, <see cref="MemorySize"/>]; zero at the beginning of a life, and moved on by each call.</param>
    /// <param name="qValues">Shape [count, 6].</param>
    public void Evaluate(
        ReadOnlySpan<float> weights, int count, ReadOnlySpan<float> observations, Span<float> memories, Span<float> qValues)
    {
        var atOnce = Math.Min(count, LivesAtOnce);
        if (_room < atOnce)
        {
            MakeRoom(atOnce);
            _room = atOnce;
        }

        for (var first = 0; first < count; first += LivesAtOnce)
        {
            var lives = Math.Min(LivesAtOnce, count - first);
            EvaluateTogether(
                weights,
                lives,
                observations.Slice(first * ObservationSize, lives * ObservationSize),
                memories.Slice(first * MemorySize, lives * MemorySize),
                qValues.Slice(first * Actions, lives * Actions));
        }
    }

    /// <summary>More lives than ever before are about to be evaluated together.</summary>
    protected abstract void MakeRoom(int lives);

    /// <summary><see cref="Evaluate"/> for as many lives as there is room for.</summary>
    protected abstract void EvaluateTogether(
        ReadOnlySpan<float> weights, int lives, ReadOnlySpan<float> observations, Span<float> memories, Span<float> qValues);
}
