using System.Collections.Immutable;
using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>A section of training.yaml, read later by its own table. A key without a value means a section without keys.</summary>
internal sealed class Section : ValueKind<YamlMap?>
{
    public override string Expected => "a mapping of keys";

    public override bool TryRead(YamlNode node, string key, FileFaults faults, out YamlMap? value)
    {
        value = node switch
        {
            YamlMap { IsFaulty: false } map => map,
            YamlScalar { IsNull: true, IsFaulty: false } nothing => new YamlMap(nothing.Line, nothing.Column, ImmutableArray<YamlEntry>.Empty),
            _ => null,
        };
        return value is not null || Refuse(node, key, faults, out value);
    }
}
