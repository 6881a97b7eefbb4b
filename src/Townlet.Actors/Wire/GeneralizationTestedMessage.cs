using System.Collections.Immutable;
using System.Text.Json;
using Townlet.Actors.Training;
using Townlet.World.Definition;

namespace Townlet.Actors.Wire;

/// <summary>Every place was moved once, to see whether what was learnt holds in another town.</summary>
internal sealed record GeneralizationTestedMessage(int Episode, ImmutableArray<MovedPlace> Places) : Message
{
    public static GeneralizationTestedMessage Of(Trainer.GeneralizationTested test) => new(
        test.Shuffle.Episode,
        [.. test.Places.Select((name, place) => new MovedPlace(name, Pair(test.Shuffle.Before[place]), Pair(test.Shuffle.After[place])))]);

    private static ImmutableArray<int> Pair(GridPosition position) => [position.X, position.Y];
}

/// <param name="Name">Of the place.</param>
/// <param name="Before">x and y.</param>
/// <param name="After">x and y.</param>
internal sealed record MovedPlace(string Name, ImmutableArray<int> Before, ImmutableArray<int> After);

/// <summary>The same as metrics.db keeps it.</summary>
internal sealed record ShuffledPlaces(int Episode, ImmutableArray<MovedPlace> Places)
{
    public static string Json(Trainer.GeneralizationTested test)
    {
        var message = GeneralizationTestedMessage.Of(test);
        return JsonSerializer.Serialize(new ShuffledPlaces(message.Episode, message.Places), MessageJson.Default.ShuffledPlaces);
    }
}
