using System.Collections.Immutable;
using Townlet.Actors.Playback;

namespace Townlet.Actors.Wire;

/// <summary>The first message to a viewer.</summary>
internal sealed record ConnectedMessage(
    string Message,
    string Mode,
    ImmutableArray<string> AvailableModels,
    string Checkpoint,
    int CheckpointEpisode,
    int TotalEpisodes,
    double Epsilon,
    bool AutoCheckpointMode,
    string Version,
    string Run,
    string Pack,
    bool Playing,
    double Speed,
    LifeConditions Conditions,
    RewardDescription Reward,
    TownDescription Town,
    TrainingStatusMessage Training,
    ImmutableArray<ServerStatusMessage> Components,
    double StartedUnix,
    ImmutableArray<string> Breakable,
    YardstickState? Yardstick) : Message;
