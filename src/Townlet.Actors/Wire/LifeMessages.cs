using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Townlet.Actors.Playback;
using Townlet.World;

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

internal sealed record EpisodeStartMessage(WatchedLife Life, int TotalEpisodes, Telemetry Telemetry) : LifeMessage(Life, TotalEpisodes, Telemetry)
{
    public bool AfterCrash => Life.AfterCrash;
    public string Checkpoint => WireFormat.CheckpointName(Life.Policy);
}

internal sealed record EpisodeEndMessage([property: JsonIgnore] Inference.LifeEnded Ended, int TotalEpisodes, Telemetry Telemetry)
    : LifeMessage(Ended.Life, TotalEpisodes, Telemetry)
{
    public int Steps => Ended.Steps;
    public double TotalReward => WireFormat.Amount(Ended.TotalReward);
    public int StepsVsIdle => Ended.Steps - Life.IdleSurvival;
    public int PerformanceVsBaseline => StepsVsIdle;
    public EndReason Reason => WireFormat.Reason(Ended.End);
    public Meter? Cause => Ended.Cause;
    public string Checkpoint => WireFormat.CheckpointName(Life.Policy);
}

/// <summary>A watched life in the format of older clients.</summary>
internal sealed record Telemetry(string SchemaVersion, int EpisodeIndex, ImmutableArray<AgentTelemetry> Agents)
{
    public static Telemetry Of(WatchedLife life, int steps, DateTimeOffset now) => new("1.0.0", life.Episode, [new AgentTelemetry(
        WireFormat.AgentId, life.IdleSurvival, steps, life.Stage, life.Epsilon, life.Policy.IntrinsicWeight, WireFormat.UnixSeconds(now))]);
}

internal sealed record AgentTelemetry(
    string AgentId, int BaselineSurvivalSteps, int SurvivalTime, int CurriculumStage, double Epsilon, double IntrinsicWeight, double TimestampUnix);
