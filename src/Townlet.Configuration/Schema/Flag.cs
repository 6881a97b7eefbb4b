using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>True or false; packs written for YAML 1.1 also use yes, no, on and off.</summary>
internal sealed class Flag : ValueKind<bool>
{
    public override string Expected => "true or false";

    public override bool TryRead(YamlNode node, string key, FileFaults faults, out bool value)
    {
        if (node is YamlScalar { Plain: true, IsFaulty: false } scalar)
        {
            switch (scalar.Value.ToUpperInvariant())
            {
                case "TRUE" or "YES" or "ON":
                    value = true;
                    return true;
                case "FALSE" or "NO" or "OFF":
                    value = false;
                    return true;
            }
        }

        return Refuse(node, key, faults, out value);
    }
}
