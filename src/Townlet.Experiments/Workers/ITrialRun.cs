namespace Townlet.Experiments.Workers;

/// <summary>The process of a trial. Disposing it ends it at once, with everything that it started.</summary>
public interface ITrialRun : IDisposable
{
    /// <summary>Completes when it is gone and its output is read: with its exit code, or null where it was killed.</summary>
    Task<int?> Exited { get; }

    /// <summary>Asks it to stop as Ctrl+C does: it writes a checkpoint and ends.</summary>
    void AskToStop();
}
