using Townlet.World.Definition;

namespace Townlet.World.Mechanics;

/// <summary>The use of places: opening hours, payment and effects.</summary>
internal sealed class Interactions(TownDefinition definition, int agents)
{
    private readonly PlaceUse[] _uses = [.. definition.Places.Select(place => PlaceUse.Of(place, definition.Temporal))];

    /// <summary>For each agent the index of the place that took effect in the last step, or -1.</summary>
    public int[] Places { get; } = new int[agents];

    /// <summary>Opening hours apply only where time passes.</summary>
    public bool IsOpen(int place, int hour) => !definition.Temporal || definition.Places[place].Hours.IncludeHour(hour);

    /// <param name="lives">The lives. One whose action is INTERACT has not moved in this step.</param>
    /// <param name="masks">What made sense before this step: INTERACT on an open place, in a life that has not ended.</param>
    /// <param name="layout">Where the places are.</param>
    public void Apply(Lives lives, ReadOnlySpan<ActionFlags> masks, PlaceLayout layout)
    {
        Array.Fill(Places, -1);
        var actions = lives.Actions.AsSpan(0, masks.Length);
        for (var agent = 0; agent < masks.Length; agent++)
        {
            // One branch that is rarely taken is faster than two that the processor cannot predict.
            if ((actions[agent] == (int)TownAction.Interact) & masks[agent][(int)TownAction.Interact])
            {
                var place = layout.PlaceAt(lives.Cells[agent]);
                if (_uses[place].Apply(lives, agent))
                {
                    Places[agent] = place;
                }
            }
        }
    }
}
