using System.Text.RegularExpressions;

namespace Townlet.Actors.Frontend;

/// <summary>The newest lines that the page's process printed, and which of them says why it failed.</summary>
internal sealed partial class PageOutput
{
    // An old error does not explain a new failure.
    private const int Kept = 40;

    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        _lines.Enqueue(line);
        if (_lines.Count > Kept)
        {
            _lines.Dequeue();
        }
    }

    /// <summary>The newest line that names an error. Where there is none, the newest line that is not part of a stack trace.</summary>
    public string Reason =>
        _lines.LastOrDefault(line => Error().IsMatch(line))
        ?? _lines.LastOrDefault(line => !Trace().IsMatch(line))
        ?? "it printed nothing";

    // Node.js and its programs: "Error: listen EACCES", "TypeError [ERR_X]: ...", "npm error ...".
    [GeneratedRegex(@"^(\w*Error\b.*:|npm error )", RegexOptions.CultureInvariant)]
    private static partial Regex Error();

    // "at main (file.js:1:2)", "}", "errno: -98,", "Node.js v20.20.2".
    [GeneratedRegex(@"^(at |[\]}{[(),;^~]+$|(errno|code|syscall|address|port|path|dest): |Node\.js v)", RegexOptions.CultureInvariant)]
    private static partial Regex Trace();
}
