using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>A remark for human readers. Text is kept; any other value is ignored.</summary>
internal sealed class FreeText : ValueKind<string>
{
    public override string Expected => "any text";

    public override bool TryRead(YamlNode node, string key, FileFaults faults, out string value)
    {
        value = node is YamlScalar { IsNull: false } scalar ? scalar.Value.Trim() : "";
        return true;
    }
}
