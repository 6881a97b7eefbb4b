using System.Collections.Immutable;

namespace Townlet.Configuration.Yaml;

/// <summary>A list.</summary>
internal sealed record YamlList(int Line, int Column, ImmutableArray<YamlNode> Items) : YamlNode(Line, Column)
{
    public override string Found => Items.IsEmpty ? "an empty list" : "a list";
}
