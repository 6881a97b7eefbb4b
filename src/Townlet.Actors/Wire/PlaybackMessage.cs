using Townlet.Actors.Playback;

namespace Townlet.Actors.Wire;

/// <summary>One viewer changed the playback of all.</summary>
internal sealed record PlaybackMessage(bool Playing, double Speed, LifeConditions Conditions) : Message;
