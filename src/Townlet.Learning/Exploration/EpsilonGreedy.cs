using Townlet.Configuration.Settings;
using Townlet.Learning.Policies;
using Townlet.World;

namespace Townlet.Learning.Exploration;

/// <summary>
/// With probability epsilon any valid action, otherwise the best valid one (Sutton and Barto 2018, section 2.2). Epsilon
/// is multiplied by a factor at the end of each life of agent 0.
/// </summary>
internal sealed class EpsilonGreedy(ExplorationSettings settings)
{
    /// <summary>Probability of a random action.</summary>
    public double Epsilon { get; private set; } = settings.EpsilonStart;

    public void Decay() => Epsilon = Math.Max(settings.EpsilonMinimum, Epsilon * settings.EpsilonDecay);

    /// <param name="qValues">Shape [6].</param>
    /// <param name="mask">Shape [6]; at least one is valid.</param>
    /// <param name="random">Advanced by one draw, or by two for a random action.</param>
    public TownAction Choose(ReadOnlySpan<float> qValues, ReadOnlySpan<bool> mask, ref RandomSource random) =>
        random.NextDouble() >= Epsilon ? (TownAction)Policy.Greedy(qValues, mask) : RandomAction.Draw(mask, ref random);

    public void Restore(double epsilon) => Epsilon = epsilon;
}
