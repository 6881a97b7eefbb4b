using Microsoft.AspNetCore.Http.Features;

namespace Townlet.Host.Web;

/// <summary>Remembers the connection under a WebSocket. A WebSocket that met bytes it cannot read gives no access to the rest.</summary>
internal sealed class UpgradedConnection(IHttpUpgradeFeature upgrade) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

    /// <summary>Null before the request is upgraded.</summary>
    public Stream? Stream { get; private set; }

    public async Task<Stream> UpgradeAsync() => Stream = new LastWordStream(await upgrade.UpgradeAsync().ConfigureAwait(false));
}
