using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <inheritdoc cref="Key"/>
/// <typeparam name="T">Type of the value.</typeparam>
internal sealed class Key<T>(string name, ValueKind<T> kind, bool required, T defaultValue, string unit, string meaning)
    : Key(name, required, unit, meaning)
{
    public T Default { get; } = defaultValue;

    /// <summary>Text for a default that a value cannot show, such as one that depends on another key.</summary>
    public string? DefaultNote { get; init; }

    public override string Expected => kind.Expected;

    public override string DefaultText => Required ? "required" : DefaultNote ?? kind.Shown(Default);

    public override bool TryRead(YamlNode node, string calledName, FileFaults faults, out object? value)
    {
        var good = kind.TryRead(node, calledName, faults, out var typed);
        value = typed;
        return good;
    }
}
