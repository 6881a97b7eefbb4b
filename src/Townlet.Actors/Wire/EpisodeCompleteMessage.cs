using System.Text.Json.Serialization;
using Townlet.Learning.Training;

namespace Townlet.Actors.Wire;

/// <summary>A training episode ended.</summary>
/// <param name="Outcome">How it went.</param>
/// <param name="BufferSize">Transitions in replay; null where another process trains.</param>
/// <param name="AvgReward">Mean reward of the last five episodes; null where it is not a number.</param>
/// <param name="AvgLength">Their mean length.</param>
/// <param name="AvgLoss">Mean loss of those that have one.</param>
internal sealed record EpisodeCompleteMessage(
    [property: JsonIgnore] EpisodeOutcome Outcome,
    int? BufferSize,
    [property: JsonPropertyName("avg_reward_5")] double? AvgReward,
    [property: JsonPropertyName("avg_length_5")] double AvgLength,
    [property: JsonPropertyName("avg_loss_5")] double? AvgLoss) : Message
{
    public int Episode => Outcome.Episode;

    public int Length => Outcome.Length;

    public double? Reward => WireFormat.Finite(Outcome.Reward);

    public double? ExtrinsicReward => WireFormat.Finite(Outcome.ExtrinsicReward);

    public double? IntrinsicReward => WireFormat.Finite(Outcome.IntrinsicReward);

    public double? TotalReward => Reward;

    public int? StepsVsIdle => Outcome.StepsVsIdle;

    public double? Loss => WireFormat.Finite(Outcome.Loss);

    public double? Epsilon => WireFormat.Finite(Outcome.Epsilon);

    public int CurriculumStage => Outcome.Stage;

    public double? IntrinsicWeight => WireFormat.Finite(Outcome.IntrinsicWeight);

    public int Agent => Outcome.Agent;

    public EndReason Reason => WireFormat.Reason(Outcome.End);

    public string? Cause => WireFormat.MeterName(Outcome.Cause);
}
