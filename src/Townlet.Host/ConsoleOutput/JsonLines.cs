using System.Text.Encodings.Web;
using System.Text.Json;
using Townlet.Actors;

namespace Townlet.Host;

/// <summary>One JSON object a line, for a log collector: time (ISO 8601, UTC), component, severity, text.</summary>
public sealed class JsonLines(TextWriter output, TimeProvider time) : ConsoleLines
{
    // For files and collectors, never inside a page: letters stay readable.
    private static readonly JsonSerializerOptions _format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _lock = new();

    public override void Write(string text) => Write("townlet", AnnouncementSeverity.Information, text);

    public override void Write(Component component, AnnouncementSeverity severity, string text) => Write(ComponentNames.Of(component), severity, text);

    public override void Rule()
    {
    }

    public override void ShowProgress(RunProgress? progress)
    {
    }

    private void Write(string component, AnnouncementSeverity severity, string text)
    {
        var line = JsonSerializer.Serialize(new { time = time.GetUtcNow().UtcDateTime, component, severity = severity.ToString().ToLowerInvariant(), text }, _format);
        lock (_lock)
        {
            output.WriteLine(line);
            output.Flush();
        }
    }
}
