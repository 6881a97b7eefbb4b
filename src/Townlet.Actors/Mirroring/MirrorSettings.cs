using Akka.Configuration;
using Townlet.Runs.Mirrors;

namespace Townlet.Actors.Mirroring;

/// <summary><c>townlet.store</c> in HOCON.conf: how a run is carried into a store.</summary>
/// <param name="Retry">Between two attempts while the store is away.</param>
/// <param name="LastWithin">How long the end of a run may wait for the store.</param>
public sealed record MirrorSettings(RetryTerms Retry, TimeSpan LastWithin)
{
    /// <exception cref="FormatException">A value has the wrong type.</exception>
    public static MirrorSettings From(Config store) => new(
        new RetryTerms(store.GetTimeSpan("min-backoff", null, false), store.GetTimeSpan("max-backoff", null, false)),
        store.GetTimeSpan("last-within", null, false));
}
