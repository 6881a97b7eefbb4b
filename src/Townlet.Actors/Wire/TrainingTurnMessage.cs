namespace Townlet.Actors.Wire;

/// <summary>Training took a turn.</summary>
internal abstract record TrainingTurnMessage(int CurrentEpisode, int TotalEpisodes) : Message;

internal sealed record PausedMessage(int CurrentEpisode, int TotalEpisodes) : TrainingTurnMessage(CurrentEpisode, TotalEpisodes);

internal sealed record ResumedMessage(int CurrentEpisode, int TotalEpisodes) : TrainingTurnMessage(CurrentEpisode, TotalEpisodes);

internal sealed record TrainingCompleteMessage(int CurrentEpisode, int TotalEpisodes) : TrainingTurnMessage(CurrentEpisode, TotalEpisodes);
