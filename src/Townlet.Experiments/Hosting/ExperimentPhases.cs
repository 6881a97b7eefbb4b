namespace Townlet.Experiments.Hosting;

/// <summary>The phases in which an experiment stops; HOCON.conf gives their timeouts.</summary>
internal static class ExperimentPhases
{
    /// <summary>The journal says that it is paused, so that nothing more is granted.</summary>
    public const string Pause = "townlet-pause-experiment";

    /// <summary>Every trial writes a checkpoint and ends.</summary>
    public const string StopTrials = "townlet-stop-trials";
}
