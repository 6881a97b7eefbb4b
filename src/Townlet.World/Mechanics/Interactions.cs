namespace Townlet.World;

/// <summary>Using the places: opening hours, payment and effects.</summary>
internal sealed class Interactions(TownDefinition definition)
{
    private readonly PlaceUse[] _uses = [.. definition.Places.Select(place => PlaceUse.Of(place, definition.Temporal))];

    /// <summary>Opening hours apply only where time passes.</summary>
    public bool IsOpen(int place, int hour) => !definition.Temporal || definition.Places[place].Hours.IncludeHour(hour);

    /// <summary>INTERACT with the place under the agent (-1: none).</summary>
    /// <returns>The place if it took effect, or -1: nothing there, closed, or not affordable.</returns>
    public int Use(Lives lives, int agent, int place) =>
        place >= 0 && IsOpen(place, lives.Hours[agent]) && _uses[place].Apply(lives, agent, place) ? place : -1;
}
