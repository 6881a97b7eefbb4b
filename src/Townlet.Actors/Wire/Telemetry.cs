using System.Collections.Immutable;
using Townlet.Actors.Playback;

namespace Townlet.Actors.Wire;

/// <summary>A watched life in the format of older clients.</summary>
internal sealed record Telemetry(string SchemaVersion, int EpisodeIndex, ImmutableArray<AgentTelemetry> Agents)
{
    public static Telemetry Of(WatchedLife life, int steps, DateTimeOffset now) => new("1.0.0", life.Episode, [new AgentTelemetry(
        WireFormat.AgentId, life.IdleSurvival, steps, life.Stage, life.Epsilon, life.Policy.IntrinsicWeight, WireFormat.UnixSeconds(now))]);
}

internal sealed record AgentTelemetry(
    string AgentId, int BaselineSurvivalSteps, int SurvivalTime, int CurriculumStage, double Epsilon, double IntrinsicWeight, double TimestampUnix);
