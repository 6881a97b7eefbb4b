using Townlet.World;

namespace Townlet.Learning;

/// <summary>What the survival of a learner is held against: how long those live in its town who learn nothing, at depletion multiplier 1.</summary>
/// <param name="Random">Mean survival by chance, in steps.</param>
/// <param name="Caretaker">Mean survival under the scripted rule, in steps.</param>
public sealed record SurvivalYardstick(double Random, double Caretaker)
{
    private const int Lives = 100;

    /// <summary>Above it a measurement would take minutes of a core that is there to learn.</summary>
    private const int LongestLifeMeasured = 10_000;

    /// <summary>Lives a hundred lives of each; a fraction of a second for lives of 500 steps.</summary>
    /// <param name="definition">The town.</param>
    /// <param name="seed">Of start cells and chance.</param>
    /// <returns>Null where a life may last longer than 10,000 steps.</returns>
    public static SurvivalYardstick? Measure(TownDefinition definition, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return definition.MaxSteps > LongestLifeMeasured
            ? null
            : new SurvivalYardstick(MeanOf(new RandomPlayer(seed)), MeanOf(new Caretaker(definition, Lives)));

        double MeanOf(ITownPlayer player) => SurvivalFigures.Of(SurvivalTrial.Run(definition, player, Lives, depletionMultiplier: 1f, seed)).Mean;
    }
}
