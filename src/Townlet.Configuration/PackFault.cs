namespace Townlet.Configuration;

/// <summary>One thing wrong with a pack, said so that its author can mend it.</summary>
/// <param name="File">Path as the user would type it.</param>
/// <param name="Line">From 1; 0 where the fault is the file itself (missing, unreadable).</param>
/// <param name="Column">From 1; 0 likewise.</param>
/// <param name="Message">What was found, what is expected, the nearest known key where that helps.</param>
public sealed record PackFault(string File, int Line, int Column, string Message)
{
    public override string ToString() => Line == 0 ? $"{File}: {Message}" : $"{File}:{Line}:{Column}: {Message}";
}
