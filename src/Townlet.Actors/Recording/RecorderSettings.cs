using Akka.Configuration;

namespace Townlet.Actors;

/// <summary><c>townlet.recorder</c> in HOCON.conf.</summary>
/// <param name="FlushInterval">How long a row waits at most.</param>
/// <param name="BatchSize">So many waiting rows are written at once.</param>
public sealed record RecorderSettings(TimeSpan FlushInterval, int BatchSize)
{
    public static RecorderSettings From(Config recorder) => new(
        recorder.GetTimeSpan("flush-interval", null, false),
        recorder.GetInt("batch-size"));
}
