using System.Collections.Immutable;

namespace Townlet.Configuration;

/// <summary>A mapping; each key once, in the order of the file.</summary>
internal sealed record YamlMap(int Line, int Column, ImmutableArray<YamlEntry> Entries) : YamlNode(Line, Column)
{
    public override string Found => "a mapping";
}
