using System.Text.Json.Serialization;
using Townlet.Learning.Training;

namespace Townlet.Actors.Wire;

/// <summary>A finished training episode as <c>/api/episodes</c> lists it.</summary>
public sealed record FinishedEpisode([property: JsonIgnore] EpisodeOutcome Outcome)
{
    public int Episode => Outcome.Episode;

    public int Length => Outcome.Length;

    public double? Reward => WireFormat.Finite(Outcome.Reward);

    public double? TotalReward => Reward;

    public double? ExtrinsicReward => WireFormat.Finite(Outcome.ExtrinsicReward);

    public int? StepsVsIdle => Outcome.StepsVsIdle;

    public double? Loss => WireFormat.Finite(Outcome.Loss);

    public double? Epsilon => WireFormat.Finite(Outcome.Epsilon);

    public int CurriculumStage => Outcome.Stage;

    public double? IntrinsicWeight => WireFormat.Finite(Outcome.IntrinsicWeight);

    public int Agent => Outcome.Agent;

    public EndReason Reason => WireFormat.Reason(Outcome.End);

    public string? Cause => WireFormat.MeterName(Outcome.Cause);
}
