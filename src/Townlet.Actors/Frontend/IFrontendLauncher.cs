namespace Townlet.Actors.Frontend;

/// <summary>Starts the page's process; tests replace it.</summary>
internal interface IFrontendLauncher
{
    /// <summary>Null, or a sentence that says why the page cannot be started on this machine and what to do.</summary>
    string? WhyImpossible(FrontendOptions options);

    /// <param name="options">Folder, port and times of the page.</param>
    /// <param name="port">The port to take.</param>
    /// <param name="server">Address of the web server, to which the page sends its requests.</param>
    /// <param name="identity">Identity that the page must send in the header <see cref="PageIdentity.PageHeader"/>.</param>
    /// <param name="output">Called with each line that the process prints, from any thread.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program could not be started.</exception>
    IFrontendProcess Start(FrontendOptions options, int port, Uri server, string identity, Action<string> output);
}
