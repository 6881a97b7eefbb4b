namespace Townlet.Experiments.Workers;

/// <summary>Starts the processes of trials.</summary>
public interface ITrialLauncher
{
    /// <summary>Starts <c>townlet train</c> for a trial.</summary>
    /// <param name="folder">The run's folder, which is prepared.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="episodes">Lives to finish.</param>
    /// <param name="output">Gets each line of its standard output.</param>
    /// <param name="errors">Gets each line of its standard error.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    ITrialRun Start(string folder, ulong seed, int episodes, Action<string> output, Action<string> errors);
}
