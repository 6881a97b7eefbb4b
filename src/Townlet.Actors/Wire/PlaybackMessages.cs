using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Townlet.Actors.Playback;

namespace Townlet.Actors.Wire;

/// <summary>One viewer changed the playback of all.</summary>
internal sealed record PlaybackMessage(bool Playing, double Speed, LifeConditions Conditions) : Message;

/// <summary>Newer policies take over by themselves, or no longer do.</summary>
internal sealed record AutoCheckpointModeMessage(bool Enabled) : Message;

/// <summary>Another policy plays.</summary>
internal sealed record ModelLoadedMessage([property: JsonIgnore] WatchedPolicy Policy, ImmutableArray<string> AvailableModels, int TotalEpisodes) : Message
{
    public string Model => Policy.Name;
    public int Episode => Policy.Episode;
    public double Epsilon => Policy.Epsilon;
    public string Message => (Policy.TakenAt, AvailableModels) switch
    {
        (null, []) => "No checkpoint yet: the untrained agent plays.",
        (null, _) => "Now plays the agent as it was before its first episode.",
        _ => $"Now plays the policy of episode {Policy.Episode}.",
    };
}

/// <summary>What was wrong with a viewer's last message, or what failed; the connection stays open.</summary>
internal sealed record ErrorMessage(string Message) : Message;
