using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Workers;

/// <summary>What <see cref="TrialProcessActor"/> understands, and what it tells its worker.</summary>
internal static class TrialProcess
{
    /// <summary>Stop the trial in order; answered with <see cref="Stopped"/> when its process is gone.</summary>
    public sealed record Stop;

    /// <summary>The process of a trial that had to stop is gone.</summary>
    public sealed record Stopped(int Trial, int Epoch);

    public sealed record Progressed(int Trial, int Epoch, int Episode);

    /// <summary>The trial came to its end, or failed.</summary>
    public sealed record Ended(TrialReport Report);
}
