using System.Text.Json.Serialization;
using Townlet.Actors.Playback;
using Townlet.Actors.Supervision;
using Townlet.Configuration.Settings;
using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Actors.Wire;

/// <summary>How the messages to viewers are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    Converters = [typeof(SnakeCaseNames<LifeConditions>), typeof(SnakeCaseNames<RewardKind>), typeof(SnakeCaseNames<RewardTerm>), typeof(SnakeCaseNames<ChangeCause>), typeof(SnakeCaseNames<ComponentState>), typeof(SnakeCaseNames<EndReason>)])]
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
internal sealed partial class MessageJson : JsonSerializerContext;
