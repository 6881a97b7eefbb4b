namespace Townlet.Actors.Wire;

/// <summary>Newer policies take over by themselves, or no longer do.</summary>
internal sealed record AutoCheckpointModeMessage(bool Enabled) : Message;
