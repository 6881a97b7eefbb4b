namespace Townlet.Configuration;

/// <summary>A value in a YAML file that remembers where it stands.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
internal abstract record YamlNode(int Line, int Column)
{
    /// <summary>A fault of this value was reported already: nothing more is said about it.</summary>
    public bool IsFaulty { get; init; }

    /// <summary>How a message names what was found.</summary>
    public abstract string Found { get; }
}
