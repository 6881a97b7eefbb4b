using Townlet.World;

namespace Townlet.Learning.Evaluation;

/// <summary>Anything that can choose actions in a town: a trained policy, a rule, chance.</summary>
public interface ITownPlayer
{
    /// <summary>Chooses an action for every agent. It is called once before each step of the town, from the first step.</summary>
    /// <param name="town">Always the same town.</param>
    /// <param name="actions">One for each agent; the town ignores the action of a life that has ended.</param>
    void Choose(Town town, Span<TownAction> actions);
}
