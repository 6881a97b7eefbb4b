using Townlet.Configuration.Schema;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Faults;

/// <summary>The faults of one file of a pack.</summary>
/// <param name="all">The faults of the whole pack.</param>
/// <param name="file">Path as the user would type it.</param>
internal sealed class FileFaults(FaultList all, string file)
{
    /// <summary>Number of faults found in the whole pack so far.</summary>
    public int Count => all.Count;

    /// <summary>True where further faults are counted but not listed.</summary>
    public bool IsFull => all.Count > FaultList.Limit;

    /// <summary>Adds a fault about an unknown name.</summary>
    /// <param name="at">Where the name stands.</param>
    /// <param name="message">What was found; a suggestion is appended.</param>
    /// <param name="word">The unknown name.</param>
    /// <param name="names">The known names: the nearest one is suggested, or else the first 20 are listed.</param>
    /// <returns>The suggested name, or null.</returns>
    public string? AddUnknown(YamlNode at, string message, string word, IEnumerable<string> names)
    {
        // Nobody would read the suggestion, and a hostile file may ask for a hundred thousand of them.
        if (IsFull)
        {
            Add(at, message);
            return null;
        }

        var nearest = Nearest.Of(word, names);
        var shown = names.Take(20);
        Add(at, nearest is null ? $"{message}, expected one of {string.Join(", ", shown)}" : $"{message}, did you mean {YamlScalar.Quote(nearest)}?");
        return nearest;
    }

    public void Add(YamlNode at, string message) => all.Add(new PackFault(file, at.Line, at.Column, message));

    public void Add(long line, long column, string message) =>
        all.Add(new PackFault(file, (int)line, (int)column, message));

    /// <summary>Adds a fault of the file as a whole, not of one line.</summary>
    public void Add(string message) => all.Add(new PackFault(file, 0, 0, message));
}
