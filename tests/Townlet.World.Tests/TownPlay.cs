using Townlet.World.Definition;

namespace Townlet.World.Tests;

/// <summary>Short ways to play one life.</summary>
internal static class TownPlay
{
    /// <summary>A town of one agent that begins its life on this cell.</summary>
    public static Town StartedAt(this TownDefinition definition, int x, int y)
    {
        var town = new Town(definition, agents: 1, seed: 1);
        town.Restart(0, new GridPosition(x, y));
        return town;
    }

    public static void Play(this Town town, params ReadOnlySpan<TownAction> actions)
    {
        foreach (var action in actions)
        {
            town.Step([action]);
        }
    }

    public static void PlayTimes(this Town town, int times, TownAction action)
    {
        for (var i = 0; i < times; i++)
        {
            town.Step([action]);
        }
    }

    public static float[] Meters(this Town town, int agent = 0)
    {
        var meters = new float[8];
        town.CopyMeters(agent, meters);
        return meters;
    }

    public static bool[] Mask(this Town town, int agent = 0) => town.ActionMasks.Slice(agent * 6, 6).ToArray();

    public static float[] Observation(this Town town, int agent = 0) =>
        town.Observations.Span.Slice(agent * town.ObservationSize, town.ObservationSize).ToArray();

    public static int Place(this TownDefinition definition, string name) => definition.Places.ToList().FindIndex(place => place.Name == name);
}
