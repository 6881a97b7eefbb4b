using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Townlet.Actors.Viewers;

/// <summary>The <c>state_update</c> message of docs/protocol.md.</summary>
internal sealed record StateUpdate
{
    [JsonPropertyName("type")]
    public string Type { get; } = "state_update";

    [JsonPropertyName("step")]
    public required int Step { get; init; }

    [JsonPropertyName("cumulative_reward")]
    public required double CumulativeReward { get; init; }

    [JsonPropertyName("projected_reward")]
    public required int ProjectedReward { get; init; }

    [JsonPropertyName("steps_vs_idle")]
    public required int StepsVsIdle { get; init; }

    [JsonPropertyName("idle_survival")]
    public required int IdleSurvival { get; init; }

    [JsonPropertyName("curriculum_stage")]
    public required int CurriculumStage { get; init; }

    [JsonPropertyName("curriculum_multiplier")]
    public required float CurriculumMultiplier { get; init; }

    [JsonPropertyName("depletion_multiplier")]
    public required float DepletionMultiplier { get; init; }

    [JsonPropertyName("conditions")]
    public required string Conditions { get; init; }

    [JsonPropertyName("epsilon")]
    public required double Epsilon { get; init; }

    [JsonPropertyName("checkpoint_episode")]
    public required int CheckpointEpisode { get; init; }

    [JsonPropertyName("total_episodes")]
    public required int TotalEpisodes { get; init; }

    [JsonPropertyName("grid")]
    public required object Grid { get; init; }

    [JsonPropertyName("agent_meters")]
    public required object AgentMeters { get; init; }

    /// <summary>Null where the network's value is not a number.</summary>
    [JsonPropertyName("q_values")]
    public required ImmutableArray<double?> QValues { get; init; }

    [JsonPropertyName("action_masks")]
    public required ImmutableArray<bool> ActionMasks { get; init; }

    [JsonPropertyName("affordance_stats")]
    public required object AffordanceStats { get; init; }

    [JsonPropertyName("baseline_survival")]
    public required int BaselineSurvival { get; init; }

    [JsonPropertyName("telemetry")]
    public required object Telemetry { get; init; }

    /// <summary>Only where time passes.</summary>
    [JsonPropertyName("temporal")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Temporal { get; init; }

    [JsonPropertyName("episode")]
    public required int Episode { get; init; }

    [JsonPropertyName("reward")]
    public required double Reward { get; init; }

    [JsonPropertyName("reward_terms")]
    public required object RewardTerms { get; init; }

    [JsonPropertyName("threat")]
    public required object? Threat { get; init; }

    [JsonPropertyName("action")]
    public required int? Action { get; init; }

    [JsonPropertyName("next_action")]
    public required int? NextAction { get; init; }

    [JsonPropertyName("by_chance")]
    public required bool ByChance { get; init; }

    [JsonPropertyName("interaction")]
    public required string? Interaction { get; init; }

    [JsonPropertyName("alive")]
    public required bool Alive { get; init; }

    [JsonPropertyName("policy")]
    public required string Policy { get; init; }

    [JsonPropertyName("policy_age_episodes")]
    public required int PolicyAgeEpisodes { get; init; }

    [JsonPropertyName("policy_age_seconds")]
    public required double? PolicyAgeSeconds { get; init; }

    [JsonPropertyName("cues")]
    public required object Cues { get; init; }

    [JsonPropertyName("changes")]
    public required object Changes { get; init; }
}
