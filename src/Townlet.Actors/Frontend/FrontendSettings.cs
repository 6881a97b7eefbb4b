using Akka.Configuration;

namespace Townlet.Actors;

/// <summary><c>townlet.frontend</c> in HOCON.conf.</summary>
/// <param name="ProbeInterval">Between two attempts to load the page while it starts.</param>
/// <param name="CheckInterval">Between two checks of a page that is ready.</param>
/// <param name="ChecksMissed">A page that leaves this many checks in a row unanswered is restarted. At least 1.</param>
public sealed record FrontendSettings(TimeSpan ProbeInterval, TimeSpan CheckInterval, int ChecksMissed)
{
    /// <exception cref="FormatException">A value is not of its kind.</exception>
    public static FrontendSettings From(Config frontend) => new(
        frontend.GetTimeSpan("probe-interval", null, false),
        frontend.GetTimeSpan("check-interval", null, false),
        frontend.GetInt("checks-missed"));
}
