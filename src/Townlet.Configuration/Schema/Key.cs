using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>One key of a pack: its name, its allowed values and its meaning.</summary>
internal abstract class Key(string name, bool required, string unit, string meaning)
{
    public string Name { get; } = name;

    /// <summary>Other spellings that packs use.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];

    public bool Required { get; } = required;

    /// <summary>Unit of the value, for the documentation; empty where it has none.</summary>
    public string Unit { get; } = unit;

    public string Meaning { get; } = meaning;

    public abstract string Expected { get; }

    /// <summary>The default as the documentation shows it.</summary>
    public abstract string DefaultText { get; }

    /// <param name="node">The value in the file.</param>
    /// <param name="calledName">The name of the key as the pack spells it.</param>
    /// <param name="faults">Receives the fault where the result is false.</param>
    /// <param name="value">What <see cref="Fields.Get{T}"/> returns.</param>
    public abstract bool TryRead(YamlNode node, string calledName, FileFaults faults, out object? value);

    /// <summary>The name and all other spellings.</summary>
    public IEnumerable<string> Names => Alternatives.Prepend(Name);

    public bool IsCalled(string name) => name == Name || Alternatives.Contains(name);
}
