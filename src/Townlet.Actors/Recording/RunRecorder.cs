using Townlet.Actors.Checkpoints;
using Townlet.Actors.Training;

namespace Townlet.Actors.Recording;

/// <summary>What the writer of the run's files understands of its records, besides <see cref="CheckpointPublisher.ICommand"/>.</summary>
internal static class RunRecorder
{
    /// <summary>Write this down; <see cref="Recorded"/> says when it is on disk.</summary>
    /// <param name="Number">Rises by one from record to record. The same record may come twice: from before and after a failure.</param>
    /// <param name="Happened">What is to be written.</param>
    public sealed record Record(long Number, Trainer.IRecorded Happened);

    /// <summary>Told to the keeper: this record and all before it are on disk.</summary>
    public sealed record Recorded(long Number);
}
