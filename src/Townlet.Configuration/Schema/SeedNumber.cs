using System.Globalization;
using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>Any whole number of 64 bits, without a sign.</summary>
internal sealed class SeedNumber : ValueKind<ulong>
{
    public override string Expected => $"a whole number from 0 to {ulong.MaxValue.ToString(CultureInfo.InvariantCulture)}";

    public override bool TryRead(YamlNode node, string key, FileFaults faults, out ulong value) =>
        (node is YamlScalar { Plain: true, IsFaulty: false } scalar
            && ulong.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out value))
        || Refuse(node, key, faults, out value);
}
