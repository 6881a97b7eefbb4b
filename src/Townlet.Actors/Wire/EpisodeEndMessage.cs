using System.Text.Json.Serialization;
using Townlet.Actors.Playback;

namespace Townlet.Actors.Wire;

/// <summary>A watched life ended.</summary>
internal sealed record EpisodeEndMessage([property: JsonIgnore] Inference.LifeEnded Ended, int TotalEpisodes, [property: JsonIgnore] DateTimeOffset Now)
    : LifeMessage(Ended.Life, TotalEpisodes, Telemetry.Of(Ended.Life, Ended.Steps, Now))
{
    public int Steps => Ended.Steps;

    public double TotalReward => WireFormat.Amount(Ended.TotalReward);

    public int StepsVsIdle => Ended.Steps - Life.IdleSurvival;

    public int PerformanceVsBaseline => StepsVsIdle;

    public EndReason Reason => WireFormat.Reason(Ended.End);

    public string? Cause => WireFormat.MeterName(Ended.Cause);

    public string Checkpoint => WireFormat.CheckpointName(Life.Policy);
}
