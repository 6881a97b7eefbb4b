using System.Collections.Immutable;

namespace Townlet.Configuration.Yaml;

/// <summary>A mapping with its keys in the order of the file; each key occurs once.</summary>
internal sealed record YamlMap(int Line, int Column, ImmutableArray<YamlEntry> Entries) : YamlNode(Line, Column)
{
    public override string Found => "a mapping";
}
