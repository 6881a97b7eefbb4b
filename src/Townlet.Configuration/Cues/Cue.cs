using System.Collections.Immutable;
using Townlet.World;

namespace Townlet.Configuration.Cues;

/// <summary>A visible sign of the agent's state ("looks tired").</summary>
/// <param name="Name">The id or name of the cue in the pack.</param>
/// <param name="Text">What a viewer reads.</param>
/// <param name="All">All of these must hold.</param>
/// <param name="Any">At least one of these must hold, unless the list is empty.</param>
public sealed record Cue(string Name, string Text, ImmutableArray<CueCondition> All, ImmutableArray<CueCondition> Any)
{
    /// <param name="meters">The eight meters in <see cref="Meter"/> order.</param>
    public bool IsActive(ReadOnlySpan<float> meters)
    {
        foreach (var condition in All)
        {
            if (!condition.Holds(meters[(int)condition.Meter]))
            {
                return false;
            }
        }

        if (Any.IsEmpty)
        {
            return !All.IsEmpty;
        }

        foreach (var condition in Any)
        {
            if (condition.Holds(meters[(int)condition.Meter]))
            {
                return true;
            }
        }

        return false;
    }
}
