using Townlet.World;

namespace Townlet.Learning;

/// <summary>Anything that can live in a town: a trained policy, a rule, chance.</summary>
public interface ITownPlayer
{
    /// <summary>Chooses for every agent. Called once for each step of the town, from the beginning of its lives on.</summary>
    /// <param name="town">Always the same one.</param>
    /// <param name="actions">One an agent; what is written for a life that has ended is ignored.</param>
    void Choose(Town town, Span<TownAction> actions);
}
