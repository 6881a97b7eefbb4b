using Townlet.Runs;

namespace Townlet.Actors;

/// <summary>What <see cref="RunRecorderActor"/> understands.</summary>
public static class RunRecorder
{
    /// <summary>A message that the supervisor passes on to the recorder.</summary>
    public interface ICommand;

    /// <summary>Finished episodes from this number on; answered with <see cref="EpisodePage"/>.</summary>
    public sealed record ReadEpisodes(int From, int Limit) : ICommand;

    /// <summary>
    /// Write what is waiting, then pass <paramref name="Next"/> on to the publisher: a checkpoint that is on disk while its
    /// episodes are not would lose their rows for good in a crash.
    /// </summary>
    public sealed record WriteBefore(CheckpointPublisher.ICommand Next) : ICommand;

    /// <summary>Write what is waiting, close the database and answer <see cref="Closed"/>.</summary>
    public sealed record Close : ICommand;

    public sealed record Closed;
}
