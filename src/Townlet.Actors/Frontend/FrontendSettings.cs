using Akka.Configuration;

namespace Townlet.Actors.Frontend;

/// <summary><c>townlet.frontend</c> in HOCON.conf.</summary>
/// <param name="ProbeInterval">Time between two attempts to load the page while it starts.</param>
/// <param name="CheckInterval">Time between two checks of a page that is ready.</param>
/// <param name="ChecksMissed">A page that does not answer this many checks in a row is restarted. At least 1.</param>
public sealed record FrontendSettings(TimeSpan ProbeInterval, TimeSpan CheckInterval, int ChecksMissed)
{
    /// <exception cref="FormatException">A value has the wrong type.</exception>
    public static FrontendSettings From(Config frontend) => new(
        frontend.GetTimeSpan("probe-interval", null, false),
        frontend.GetTimeSpan("check-interval", null, false),
        frontend.GetInt("checks-missed"));
}
