namespace Townlet.Configuration.Yaml;

/// <summary>A value in a YAML file that remembers where it stands.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
internal abstract record YamlNode(int Line, int Column)
{
    /// <summary>True where a fault of this value has been reported, so that no second one is added.</summary>
    public bool IsFaulty { get; init; }

    /// <summary>How a message describes this value.</summary>
    public abstract string Found { get; }
}
