using System.Text.Json.Serialization;
using Townlet.Actors.Playback;

namespace Townlet.Actors.Wire;

/// <summary>A message about a watched life.</summary>
/// <param name="Life">The life.</param>
/// <param name="TotalEpisodes">Training episodes planned.</param>
/// <param name="Telemetry">The life in the format of older clients.</param>
internal abstract record LifeMessage([property: JsonIgnore] WatchedLife Life, int TotalEpisodes, Telemetry Telemetry) : Message
{
    public int Episode => Life.Episode;

    public int CheckpointEpisode => Life.Policy.Episode;

    public LifeConditions Conditions => Life.Conditions;

    public int CurriculumStage => Life.Stage;

    public float CurriculumMultiplier => Life.DepletionMultiplier;

    public float DepletionMultiplier => Life.DepletionMultiplier;

    public double Epsilon => Life.Epsilon;

    public int IdleSurvival => Life.IdleSurvival;

    public int BaselineSurvival => Life.IdleSurvival;
}
