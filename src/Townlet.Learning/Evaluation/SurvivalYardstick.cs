using Townlet.World.Definition;

namespace Townlet.Learning.Evaluation;

/// <summary>What the survival of a learner is compared with: how long two players that learn nothing live in its town, at depletion multiplier 1.</summary>
/// <param name="Random">Mean survival with random actions, in steps.</param>
/// <param name="Caretaker">Mean survival under the scripted rule, in steps.</param>
public sealed record SurvivalYardstick(double Random, double Caretaker)
{
    private const int Lives = 100;

    /// <summary>A measurement of longer lives would take minutes of a core that the learner needs.</summary>
    private const int LongestLifeMeasured = 10_000;

    /// <summary>Runs a hundred lives of each player. For lives of 500 steps this takes a fraction of a second.</summary>
    /// <param name="definition">The town.</param>
    /// <param name="seed">Seed of start cells and of chance.</param>
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
