using Akka.Configuration;

namespace Townlet.Actors.Supervision;

/// <summary><c>townlet.supervision</c> in HOCON.conf.</summary>
/// <param name="MinBackoff">Delay after the first failure.</param>
/// <param name="MaxBackoff">Longest delay.</param>
/// <param name="MaxFailures">A component with this many failures within the window is given up.</param>
/// <param name="Window">How long a failure counts.</param>
public sealed record RestartLimits(TimeSpan MinBackoff, TimeSpan MaxBackoff, int MaxFailures, TimeSpan Window)
{
    public static RestartLimits From(Config supervision) => new(
        supervision.GetTimeSpan("min-backoff", null, false),
        supervision.GetTimeSpan("max-backoff", null, false),
        supervision.GetInt("max-failures"),
        supervision.GetTimeSpan("window", null, false));
}
