using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Townlet.Experiments.Workers;

/// <summary>Reads what a trial's process says: how far it is, and why it failed.</summary>
internal sealed partial class TrialOutput
{
    private string? _trouble;
    private string? _error;

    /// <summary>Finished lives.</summary>
    public int Episode { get; private set; }

    /// <summary>The last thing that it complained of.</summary>
    public string? Complaint => _error ?? _trouble;

    /// <summary>A line of its standard output: one JSON object.</summary>
    public void Read(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        try
        {
            using var said = JsonDocument.Parse(line);
            if (said.RootElement.ValueKind != JsonValueKind.Object || !said.RootElement.TryGetProperty("text", out var text) || text.GetString() is not { } words)
            {
                return;
            }

            if (LivesDone().Match(words) is { Success: true } match && int.TryParse(match.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var episode))
            {
                Episode = Math.Max(Episode, episode);
            }

            if (said.RootElement.TryGetProperty("severity", out var severity) && severity.GetString() is "warning" or "error")
            {
                _trouble = words;
            }
        }
        catch (JsonException)
        {
            // A runtime that dies prints lines of its own.
            _trouble = line;
        }
    }

    /// <summary>A line of its standard error, where the program says why it refuses, and the runtime why it dies.</summary>
    public void ReadError(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        // The first one says most; a stack trace follows it.
        _error ??= line.Trim();
    }

    [GeneratedRegex(@"(?<=^(Episode|Saving checkpoint at episode|Training is done:) )\d+", RegexOptions.CultureInvariant)]
    private static partial Regex LivesDone();
}
