namespace Townlet.World;

/// <summary>Using the places: opening hours, payment and effects.</summary>
internal sealed class Interactions(TownDefinition definition, int agents)
{
    private readonly PlaceUse[] _uses = [.. definition.Places.Select(place => PlaceUse.Of(place, definition.Temporal))];

    /// <summary>The place that took effect in the last step, or -1; one an agent.</summary>
    public int[] Places { get; } = new int[agents];

    /// <summary>Opening hours apply only where time passes.</summary>
    public bool IsOpen(int place, int hour) => !definition.Temporal || definition.Places[place].Hours.IncludeHour(hour);

    /// <param name="lives">The lives; none of them has moved if its action is INTERACT.</param>
    /// <param name="masks">What made sense before this step: INTERACT on an open place, in a life that goes on.</param>
    /// <param name="layout">Where the places are.</param>
    public void Apply(Lives lives, ReadOnlySpan<ActionMask> masks, PlaceLayout layout)
    {
        Array.Fill(Places, -1);
        var actions = lives.Actions.AsSpan(0, masks.Length);
        for (var agent = 0; agent < masks.Length; agent++)
        {
            // One branch that is rarely taken is faster than two that nobody can predict.
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
