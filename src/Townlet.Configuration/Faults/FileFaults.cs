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

    public void Add(YamlNode at, string message) => all.Add(new PackFault(file, at.Line, at.Column, message));

    public void Add(long line, long column, string message) =>
        all.Add(new PackFault(file, (int)line, (int)column, message));

    /// <summary>The file itself is at fault, not a line of it.</summary>
    public void Add(string message) => all.Add(new PackFault(file, 0, 0, message));
}
