using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Townlet.Actors.Training;
using Townlet.World.Definition;

namespace Townlet.Actors.Wire;

internal sealed record PausedMessage(int CurrentEpisode, int TotalEpisodes) : Message;

internal sealed record ResumedMessage(int CurrentEpisode, int TotalEpisodes) : Message;

internal sealed record TrainingCompleteMessage(int CurrentEpisode, int TotalEpisodes) : Message;

/// <summary>Every place was moved once, to see whether what was learnt holds in another town. metrics.db keeps it without a type.</summary>
internal record ShuffledPlaces([property: JsonIgnore] Trainer.GeneralizationTested Test)
{
    public int Episode => Test.Shuffle.Episode;

    public ImmutableArray<MovedPlace> Places =>
        [.. Test.Places.Select((name, place) => new MovedPlace(name, Pair(Test.Shuffle.Before[place]), Pair(Test.Shuffle.After[place])))];

    private static ImmutableArray<int> Pair(GridPosition position) => [position.X, position.Y];
}

/// <summary>Before and after are x and y.</summary>
internal sealed record MovedPlace(string Name, ImmutableArray<int> Before, ImmutableArray<int> After);

internal sealed record GeneralizationTestedMessage(Trainer.GeneralizationTested Test) : ShuffledPlaces(Test), IMessage
{
    [JsonPropertyOrder(-1)]
    public string Type => IMessage.TypeOf(GetType());
}
