using System.Text.RegularExpressions;

namespace Townlet.EndToEnd.Processes;

/// <summary>A line that a process printed.</summary>
/// <param name="ReceivedAt">Time since the process was started.</param>
/// <param name="Text">The line without its end.</param>
/// <param name="IsError">True for a line from standard error.</param>
internal sealed partial record OutputLine(TimeSpan ReceivedAt, string Text, bool IsError)
{
    /// <summary>The text after the time in brackets; null where the line has no time.</summary>
    public string? Message => Stamped().Match(Text) is { Success: true } match ? match.Groups["message"].Value : null;

    public override string ToString() => FormattableString.Invariant($"{ReceivedAt.TotalSeconds,7:0.000} {(IsError ? '!' : ' ')} {Text}");

    [GeneratedRegex(@"^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] (?<message>.*)$")]
    private static partial Regex Stamped();
}
