namespace Townlet.Actors.Frontend;

/// <summary>The page's process and all processes that it started. Disposing it kills those that are left, even suspended ones.</summary>
public interface IFrontendProcess : IDisposable
{
    /// <summary>Completes when the process, or its guard, has ended.</summary>
    Task Exited { get; }

    /// <summary>Asks all of these processes to end; those that are left after <see cref="ViteLauncher.TerminationGrace"/> are killed.</summary>
    void Terminate();
}
