using System.Globalization;
using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>The allowed values of a key: how they are read, and how messages and documentation describe them.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
internal abstract class ValueKind<T>
{
    /// <summary>What is allowed, as messages say it: "a whole number from 2 to 64".</summary>
    public abstract string Expected { get; }

    /// <summary>A value as a pack writes it, for messages and documentation.</summary>
    public virtual string Shown(T value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Reads the value. False where the node holds something else; the fault is added then.</summary>
    public abstract bool TryRead(YamlNode node, string key, FileFaults faults, out T value);

    protected bool Refuse(YamlNode node, string key, FileFaults faults, out T value, string? hint = null)
    {
        value = default!;
        if (!node.IsFaulty)
        {
            faults.Add(node, $"{key}: found {node.Found}, expected {Expected}{(hint is null ? "" : $"; {hint}")}");
        }

        return false;
    }
}
