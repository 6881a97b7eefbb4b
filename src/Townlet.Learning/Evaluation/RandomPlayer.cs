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
            actions[agent] = town.Ends[agent] == LifeEnd.None ? Draw(valid) : TownAction.Wait;
        }
    }

    private TownAction Draw(ReadOnlySpan<bool> valid)
    {
        var draw = _random.NextInt(valid.Count(true));
        var action = -1;
        do
        {
            action++;
            draw -= valid[action] ? 1 : 0;
        }
        while (draw >= 0);

        return (TownAction)action;
    }
}
