using System.Collections.Immutable;
using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>A list whose items are read later, each by its own table. A key without a value means an empty list.</summary>
internal sealed class ListOf(string items) : ValueKind<ImmutableArray<YamlNode>>
{
    public override string Expected => $"a list of {items}";

    public override bool TryRead(YamlNode node, string key, FileFaults faults, out ImmutableArray<YamlNode> value)
    {
        switch (node)
        {
            case YamlList { IsFaulty: false } list:
                value = list.Items;
                return true;
            case YamlScalar { IsNull: true, IsFaulty: false }:
                value = [];
                return true;
            default:
                Refuse(node, key, faults, out value);
                value = [];
                return false;
        }
    }
}
