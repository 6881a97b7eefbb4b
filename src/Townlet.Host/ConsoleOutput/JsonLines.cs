using System.Text.Encodings.Web;
using System.Text.Json;
using Townlet.Actors.Announcements;
using Townlet.Actors.Supervision;

namespace Townlet.Host.ConsoleOutput;

/// <summary>One JSON object a line, for a log collector: time (ISO 8601, UTC), component, severity, text.</summary>
internal sealed class JsonLines(TextWriter output, TimeProvider time) : ConsoleLines(output)
{
    // The lines never stand inside a page, so letters need no escapes.
    private static readonly JsonSerializerOptions _format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _lock = new();

    /// <summary>The line that stands for lines that could not be written.</summary>
    public static string DescribeLoss(TimeProvider time, int lost, string reason)
    {
        ArgumentNullException.ThrowIfNull(time);
        return Line(time, "townlet", AnnouncementSeverity.Warning, TextLines.Loss(lost, reason));
    }

    public override void Write(string text) => Write("townlet", AnnouncementSeverity.Information, text);

    public override void Write(Component component, AnnouncementSeverity severity, string text) => Write(ComponentNames.Of(component), severity, text);

    public override void Rule()
    {
    }

    public override void ShowProgress(RunProgress? progress)
    {
    }

    private static string Line(TimeProvider time, string component, AnnouncementSeverity severity, string text) =>
        JsonSerializer.Serialize(new { time = time.GetUtcNow().UtcDateTime, component, severity = severity.ToString().ToLowerInvariant(), text }, _format);

    private void Write(string component, AnnouncementSeverity severity, string text)
    {
        var line = Line(time, component, severity, text);
        lock (_lock)
        {
            Output.WriteLine(line);
            Output.Flush();
        }
    }
}
