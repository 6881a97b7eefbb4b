using System.Collections.Immutable;

namespace Townlet.Actors.Frontend;

/// <summary>How the page is started.</summary>
/// <param name="Directory">Folder of the npm project.</param>
/// <param name="Port">The port it should have.</param>
/// <param name="FixedPort">True: fail if the port is taken, instead of using the next free one.</param>
/// <param name="ReadyWithin">How long it may take to load.</param>
public sealed record FrontendOptions(string Directory, int Port, bool FixedPort, TimeSpan ReadyWithin)
{
    /// <summary>Host names, besides localhost and IP addresses, under which the page may be opened.</summary>
    public ImmutableArray<string> Hosts { get; init; } = [];
}
