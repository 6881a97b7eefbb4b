namespace Townlet.Actors;

/// <summary>What <see cref="RunRecorderActor"/> understands.</summary>
public static class RunRecorder
{
    /// <summary>A message that the supervisor passes on to the recorder.</summary>
    public interface ICommand;

    /// <summary>Finished episodes from this number on; answered with <see cref="Townlet.Runs.EpisodePage"/>, or <see cref="Akka.Actor.Status.Failure"/> where the database cannot be read.</summary>
    public sealed record ReadEpisodes(int From, int Limit) : ICommand;

    /// <summary>Write what is waiting and answer <see cref="Written"/>.</summary>
    public sealed record Write : ICommand;

    public sealed record Written;

    /// <summary>Write what is waiting, close the database and answer <see cref="Closed"/>.</summary>
    public sealed record Close : ICommand;

    public sealed record Closed;
}
