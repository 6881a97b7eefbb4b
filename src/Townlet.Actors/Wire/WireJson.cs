using System.Text.Json;
using System.Text.Json.Serialization;
using Townlet.Actors.Playback;
using Townlet.Actors.Supervision;
using Townlet.Configuration.Settings;
using Townlet.Learning.Training;
using Townlet.Runs.Metrics;
using Townlet.World;

namespace Townlet.Actors.Wire;

/// <summary>How messages to viewers and answers over HTTP are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    Converters =
    [
        typeof(SnakeCaseNames<LifeConditions>), typeof(SnakeCaseNames<RewardKind>), typeof(SnakeCaseNames<RewardTerm>), typeof(SnakeCaseNames<ChangeCause>),
        typeof(SnakeCaseNames<ComponentState>), typeof(SnakeCaseNames<EndReason>), typeof(SnakeCaseNames<Meter>),
    ])]
[JsonSerializable(typeof(Answer.Accepted))]
[JsonSerializable(typeof(Answer.EpisodeList))]
[JsonSerializable(typeof(Answer.Fault))]
[JsonSerializable(typeof(Answer.Liveness))]
[JsonSerializable(typeof(Answer.PolicyList))]
[JsonSerializable(typeof(Answer.Readiness))]
[JsonSerializable(typeof(Answer.Refusal))]
[JsonSerializable(typeof(Answer.Status))]
[JsonSerializable(typeof(Answer.TransitionList))]
[JsonSerializable(typeof(VisitSums))]
[JsonSerializable(typeof(AutoCheckpointModeMessage))]
[JsonSerializable(typeof(ConnectedMessage))]
[JsonSerializable(typeof(EpisodeCompleteMessage))]
[JsonSerializable(typeof(EpisodeEndMessage))]
[JsonSerializable(typeof(EpisodeStartMessage))]
[JsonSerializable(typeof(ErrorMessage))]
[JsonSerializable(typeof(GeneralizationTestedMessage))]
[JsonSerializable(typeof(ModelLoadedMessage))]
[JsonSerializable(typeof(PausedMessage))]
[JsonSerializable(typeof(PlaybackMessage))]
[JsonSerializable(typeof(ResumedMessage))]
[JsonSerializable(typeof(ServerStatusMessage))]
[JsonSerializable(typeof(ShuffledPlaces))]
[JsonSerializable(typeof(StageChangedMessage))]
[JsonSerializable(typeof(StateUpdateMessage))]
[JsonSerializable(typeof(TrainingCompleteMessage))]
[JsonSerializable(typeof(TrainingStatusMessage))]
[JsonSerializable(typeof(YardstickMessage))]
internal sealed partial class WireJson : JsonSerializerContext;

/// <summary>Writes the members of an enumeration by name: MaxSteps as "max_steps".</summary>
internal sealed class SnakeCaseNames<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
