using Townlet.Learning.Networks;
using Townlet.Learning.Policies;
using Townlet.World;

namespace Townlet.Learning.Evaluation;

/// <summary>Plays a policy greedily, without random actions.</summary>
/// <param name="policy">The caller keeps it and disposes it.</param>
/// <param name="agents">Number of agents in the town.</param>
public sealed class PolicyPlayer(Policy policy, int agents) : ITownPlayer
{
    private readonly PolicyMemory _memory = policy.NewMemory(agents);
    private readonly float[] _qValues = new float[agents * QFunction.Actions];

    public void Choose(Town town, Span<TownAction> actions)
    {
        policy.Evaluate(town.Observations.Span, _memory, _qValues);
        for (var agent = 0; agent < actions.Length; agent++)
        {
            if (town.Ends[agent] != LifeEnd.None)
            {
                _memory.Clear(agent);
                actions[agent] = TownAction.Wait;
                continue;
            }

            var row = agent * QFunction.Actions;
            actions[agent] = (TownAction)Policy.Greedy(
                _qValues.AsSpan(row, QFunction.Actions), town.ActionMasks.Slice(row, QFunction.Actions));
        }
    }
}
