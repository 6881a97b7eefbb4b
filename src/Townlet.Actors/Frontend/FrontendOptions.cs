namespace Townlet.Actors;

/// <summary>How the page is started.</summary>
/// <param name="Directory">Folder of the npm project.</param>
/// <param name="Port">The port it should have.</param>
/// <param name="FixedPort">Fail where the port is taken instead of moving on to the next free one.</param>
/// <param name="ReadyWithin">How long it may take to answer.</param>
public sealed record FrontendOptions(string Directory, int Port, bool FixedPort, TimeSpan ReadyWithin);
