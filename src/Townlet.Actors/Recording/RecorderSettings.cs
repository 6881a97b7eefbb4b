using Akka.Configuration;

namespace Townlet.Actors.Recording;

/// <summary><c>townlet.recorder</c> in HOCON.conf.</summary>
/// <param name="FlushInterval">Longest time that a row waits.</param>
/// <param name="BatchSize">As soon as this many rows wait, they are written.</param>
/// <param name="MostKept">So many records are kept while they cannot be written; those that follow are lost.</param>
public sealed record RecorderSettings(TimeSpan FlushInterval, int BatchSize, int MostKept)
{
    public static RecorderSettings From(Config recorder) => new(
        recorder.GetTimeSpan("flush-interval", null, false),
        recorder.GetInt("batch-size"),
        recorder.GetInt("most-kept"));
}
