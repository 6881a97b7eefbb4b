namespace Townlet.Actors;

/// <summary>Starts the page's process; tests put another in its place.</summary>
public interface IFrontendLauncher
{
    /// <summary>Null, or a sentence that says why the page cannot be started on this machine and what to do.</summary>
    string? WhyImpossible(FrontendOptions options);

    /// <param name="options">Where and how.</param>
    /// <param name="port">The port to take.</param>
    /// <param name="server">Where the web server listens, for the page's own requests.</param>
    /// <param name="identity">What the page must name itself in the header <see cref="PageIdentity.PageHeader"/>.</param>
    /// <param name="output">Called with each line that the process prints, from any thread.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program could not be started.</exception>
    IFrontendProcess Start(FrontendOptions options, int port, Uri server, string identity, Action<string> output);
}
