using System.Collections.Immutable;
using Townlet.World;

namespace Townlet.Configuration;

/// <summary>A tell by which an onlooker recognises a state ("looks tired").</summary>
/// <param name="Name">The cue's id or name in the pack.</param>
/// <param name="Text">What an onlooker sees.</param>
/// <param name="All">Every one of these holds.</param>
/// <param name="Any">At least one of these holds, unless empty.</param>
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
