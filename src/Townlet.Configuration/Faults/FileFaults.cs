namespace Townlet.Configuration;

/// <summary>The faults of one file of a pack.</summary>
/// <param name="all">Those of the whole pack.</param>
/// <param name="file">Path as the user would type it.</param>
internal sealed class FileFaults(FaultList all, string file)
{
    /// <summary>Faults of the whole pack so far.</summary>
    public int Count => all.Count;

    /// <summary>Further faults are counted and not listed.</summary>
    public bool IsFull => all.Count > FaultList.Limit;

    /// <summary>A name that nobody knows.</summary>
    /// <param name="at">Where it stands.</param>
    /// <param name="message">What was found, without an end.</param>
    /// <param name="word">The name.</param>
    /// <param name="names">Those that are known: the nearest is suggested, or the first few are listed.</param>
    /// <returns>The suggested name.</returns>
    public string? AddUnknown(YamlNode at, string message, string word, IEnumerable<string> names)
    {
        // Nobody would read it, and a hostile file may have a hundred thousand of them.
        if (IsFull)
        {
            Add(at, message);
            return null;
        }

        var nearest = Nearest.Of(word, names);
        var shown = names.Take(20);
        Add(at, nearest is null ? $"{message}, known are {string.Join(", ", shown)}" : $"{message}, did you mean {YamlScalar.Quote(nearest)}?");
        return nearest;
    }

    public void Add(YamlNode at, string message) => all.Add(new PackFault(file, at.Line, at.Column, message));

    public void Add(long line, long column, string message) =>
        all.Add(new PackFault(file, (int)line, (int)column, message));

    /// <summary>The file itself is at fault, not a line of it.</summary>
    public void Add(string message) => all.Add(new PackFault(file, 0, 0, message));
}
