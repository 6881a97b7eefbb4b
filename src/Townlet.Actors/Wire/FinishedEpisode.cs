using System.Text.Json.Serialization;
using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Actors.Wire;

/// <summary>A finished training episode: what the history lists, and the larger part of the message that tells of it.</summary>
public record FinishedEpisode([property: JsonIgnore] EpisodeOutcome Outcome)
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
    public Meter? Cause => Outcome.Cause;
}

/// <param name="Outcome">How it went.</param>
/// <param name="BufferSize">Transitions in replay; null where another process trains.</param>
/// <param name="AvgReward">Mean reward of the last five episodes; null where it is not a number.</param>
/// <param name="AvgLength">Their mean length.</param>
/// <param name="AvgLoss">Mean loss of those that have one.</param>
internal sealed record EpisodeCompleteMessage(
    EpisodeOutcome Outcome,
    int? BufferSize,
    [property: JsonPropertyName("avg_reward_5")] double? AvgReward,
    [property: JsonPropertyName("avg_length_5")] double AvgLength,
    [property: JsonPropertyName("avg_loss_5")] double? AvgLoss) : FinishedEpisode(Outcome), IMessage
{
    [JsonPropertyOrder(-1)]
    public string Type => IMessage.TypeOf(GetType());

    public double? IntrinsicReward => WireFormat.Finite(Outcome.IntrinsicReward);
}
