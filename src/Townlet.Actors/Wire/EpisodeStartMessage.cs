using Townlet.Actors.Playback;

namespace Townlet.Actors.Wire;

/// <summary>A watched life began.</summary>
internal sealed record EpisodeStartMessage(WatchedLife Life, int TotalEpisodes, [property: System.Text.Json.Serialization.JsonIgnore] DateTimeOffset Now)
    : LifeMessage(Life, TotalEpisodes, Telemetry.Of(Life, steps: 0, Now))
{
    public bool AfterCrash => Life.AfterCrash;

    public string Checkpoint => WireFormat.CheckpointName(Life.Policy);
}
