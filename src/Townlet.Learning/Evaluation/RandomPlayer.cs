using Townlet.Learning.Exploration;
using Townlet.Learning.Networks;
using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Learning.Evaluation;

/// <summary>Draws uniformly from the valid actions. Every policy should be better than this.</summary>
/// <param name="seed">The same seed draws the same actions in the same town.</param>
public sealed class RandomPlayer(ulong seed) : ITownPlayer
{
    private RandomSource _random = new(seed, RandomStreams.Exploration);

    public void Choose(Town town, Span<TownAction> actions)
    {
        ArgumentNullException.ThrowIfNull(town);
        for (var agent = 0; agent < actions.Length; agent++)
        {
            var valid = town.ActionMasks.Slice(agent * QFunction.Actions, QFunction.Actions);
            actions[agent] = town.Ends[agent] == LifeEnd.None ? RandomAction.Draw(valid, ref _random) : TownAction.Wait;
        }
    }
}
