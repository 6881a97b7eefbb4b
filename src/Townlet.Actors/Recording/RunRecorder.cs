using System.Collections.Immutable;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Training;
using Townlet.Learning.Curriculum;
using Townlet.Runs.Metrics;

namespace Townlet.Actors.Recording;

/// <summary>What the writer of the run's files understands of its records, besides <see cref="CheckpointPublisher.ICommand"/>.</summary>
public static class RunRecorder
{
    /// <summary>A message that the supervisor passes on to the writer.</summary>
    public interface ICommand;

    /// <summary>Write this down; <see cref="Recorded"/> says when it is on disk.</summary>
    /// <param name="Number">Rises by one from record to record. The same record may come twice: from before and after a failure.</param>
    /// <param name="Happened">What is to be written.</param>
    public sealed record Record(long Number, Trainer.IRecorded Happened) : ICommand;

    /// <summary>Told to the supervisor: this record and all before it are on disk.</summary>
    public sealed record Recorded(long Number);

    /// <summary>A question that the records answer, with all that was told before; answered with <see cref="Akka.Actor.Status.Failure"/> where the database cannot be read.</summary>
    public interface IQuestion : ICommand;

    /// <summary>Finished episodes from this number on; answered with <see cref="EpisodePage"/>.</summary>
    public sealed record ReadEpisodes(int From, int Limit) : IQuestion;

    /// <summary>Sums over the lives of these episodes, as <see cref="MetricsReader.Visits"/>; answered with <see cref="VisitSums"/>.</summary>
    public sealed record ReadVisits(int? From, int? To) : IQuestion;

    /// <summary>Stage transitions at the end of this episode and later ones; answered with <see cref="Transitions"/>.</summary>
    public sealed record ReadTransitions(int From) : IQuestion;

    /// <param name="Recorded">In order.</param>
    public sealed record Transitions(ImmutableArray<StageTransition> Recorded);
}
