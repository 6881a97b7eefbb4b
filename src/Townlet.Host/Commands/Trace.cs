using System.Text.Json;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Host.Commands;

/// <summary>One life under a fixed list of actions, as JSON lines: the state after the reset, then after each action until the life ends.</summary>
internal static class Trace
{
    public static IEnumerable<string> Play(TownDefinition definition, IReadOnlyList<TownAction> actions, GridPosition? start, float multiplier, ulong seed)
    {
        var town = new Town(definition, 1, seed);
        town.SetDepletionMultiplier(0, multiplier);
        town.Restart(0, start);
        yield return Line(town, 0, null);
        for (var step = 1; step <= actions.Count && town.Ends[0] == LifeEnd.None; step++)
        {
            town.Step([actions[step - 1]]);
            yield return Line(town, step, actions[step - 1]);
        }
    }

    private static string Line(Town town, int step, TownAction? action)
    {
        var position = town.PositionOf(0);
        return JsonSerializer.Serialize(new
        {
            step,
            action = action?.ToString().ToUpperInvariant(),
            position = new[] { position.X, position.Y },
            meters = Enum.GetValues<Meter>().ToDictionary(MeterNames.NameOf, meter => town.MeterOf(0, meter)),
            reward = step == 0 ? 0 : town.Rewards[0],
            done = town.Ends[0] == LifeEnd.Death,
            mask = town.ActionMasks.ToArray(),
            interaction = step > 0 && town.InteractionOf(0) is >= 0 and var place ? town.Definition.Places[place].Name : null,
            time_of_day = town.HourOf(0),
            interaction_progress = town.ActivityTicks(0),
            observation = town.Observations.ToArray(),
        });
    }
}
