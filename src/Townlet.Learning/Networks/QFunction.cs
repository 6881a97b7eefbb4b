using Townlet.Configuration;
using Townlet.Configuration.Settings;
using Townlet.World;

namespace Townlet.Learning.Networks;

/// <summary>
/// A network that values each of the six actions in a state. It holds only the architecture, so that online network, target
/// network and the policies on show are the same function with different weights.
/// </summary>
public abstract class QFunction
{
    /// <summary>One output for each action of the town.</summary>
    public const int Actions = ActionMask.ActionCount;

    /// <summary>How many lives are evaluated together, so that their working memory stays in the cache.</summary>
    private const int LivesAtOnce = 64;

    private int _room;

    public abstract ParameterLayout Layout { get; }

    /// <summary>Makes the network that a pack asks for.</summary>
    public static QFunction For(Pack pack, int observationSize) => pack.Population.NetworkType == NetworkType.Recurrent
        ? new RecurrentQFunction(pack.Town, pack.Population.Dueling)
        : new SimpleQFunction(observationSize, pack.Population.Dueling);

    /// <summary>Draws initial weights, in the order of <see cref="Layout"/>.</summary>
    public abstract float[] DrawWeights(ref RandomSource random);

    /// <summary>Number of floats that a life remembers from one step to the next; 0 where the network has no memory.</summary>
    public abstract int MemorySize { get; }

    /// <summary>Number of floats in one observation.</summary>
    public abstract int ObservationSize { get; }

    /// <summary>Values one state of each of some independent lives, without garbage.</summary>
    /// <param name="weights">Weights in this <see cref="Layout"/>.</param>
    /// <param name="count">Number of lives.</param>
    /// <param name="observations">Shape [count, observation size].</param>
    /// <param name="memories">Shape [count, <see cref="MemorySize"/>]; zero at the beginning of a life, and updated by each call.</param>
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

    /// <summary>Makes working memory for more lives than before.</summary>
    protected abstract void MakeRoom(int lives);

    /// <summary><see cref="Evaluate"/> for at most as many lives as there is working memory for.</summary>
    protected abstract void EvaluateTogether(
        ReadOnlySpan<float> weights, int lives, ReadOnlySpan<float> observations, Span<float> memories, Span<float> qValues);
}
