namespace Townlet.Actors;

/// <summary>The page's process and all that it started. Disposing it kills what is left, a stopped process included.</summary>
public interface IFrontendProcess : IDisposable
{
    /// <summary>Completes when the process has ended, or the guard that stands for it.</summary>
    Task Exited { get; }

    /// <summary>Asks the whole group to end; what is left after <see cref="ViteLauncher.TerminationGrace"/> is killed.</summary>
    void Terminate();
}
