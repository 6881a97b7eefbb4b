using System.Collections.Immutable;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Learning.Evaluation;

/// <summary>
/// Measures how long a player lives: new lives side by side in a town of their own, each from a random start cell
/// to its end. Every life counts once, however short it is.
/// </summary>
public static class SurvivalTrial
{
    /// <param name="definition">The rules.</param>
    /// <param name="player">A player for as many agents as there are lives.</param>
    /// <param name="lives">Number of lives, at least 1.</param>
    /// <param name="depletionMultiplier">The same for all lives.</param>
    /// <param name="seed">Seed of the start cells.</param>
    public static ImmutableArray<LivedLife> Run(TownDefinition definition, ITownPlayer player, int lives, float depletionMultiplier, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(player);
        var town = new Town(definition, lives, seed);
        var actions = new TownAction[lives];
        var ended = new LivedLife?[lives];
        for (var agent = 0; agent < lives; agent++)
        {
            town.SetDepletionMultiplier(agent, depletionMultiplier);
        }

        for (var left = lives; left > 0;)
        {
            player.Choose(town, actions);
            town.Step(actions);
            for (var agent = 0; agent < lives; agent++)
            {
                if (ended[agent] is null && town.Ends[agent] != LifeEnd.None)
                {
                    ended[agent] = new LivedLife(town.StepsLived[agent], town.CauseOfDeath(agent));
                    left--;
                }
            }
        }

        return [.. ended.Select(life => life!.Value)];
    }
}
