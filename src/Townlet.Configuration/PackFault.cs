namespace Townlet.Configuration;

/// <summary>One fault of a pack, described so that its author can fix it.</summary>
/// <param name="File">Path as the user would type it.</param>
/// <param name="Line">From 1; 0 where the whole file is at fault (missing, unreadable).</param>
/// <param name="Column">From 1; 0 where the whole file is at fault.</param>
/// <param name="Message">What was found, what was expected and, where that helps, the nearest known key.</param>
public sealed record PackFault(string File, int Line, int Column, string Message)
{
    public override string ToString() => Line == 0 ? $"{File}: {Message}" : $"{File}:{Line}:{Column}: {Message}";
}
