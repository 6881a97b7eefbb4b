namespace Townlet.Configuration;

/// <summary>One key of a pack: its name, what may stand behind it, and what it means.</summary>
internal abstract class Key(string name, bool required, string unit, string meaning)
{
    public string Name { get; } = name;

    /// <summary>Other spellings in circulation.</summary>
    public IReadOnlyList<string> Alternatives { get; init; } = [];

    public bool Required { get; } = required;

    /// <summary>For the documentation; empty where the value has none.</summary>
    public string Unit { get; } = unit;

    public string Meaning { get; } = meaning;

    public abstract string Expected { get; }

    /// <summary>For the documentation: what holds where a pack does not give the key.</summary>
    public abstract string DefaultText { get; }

    /// <param name="node">What stands behind the key.</param>
    /// <param name="calledName">The key as the pack spells it.</param>
    /// <param name="faults">Where a fault is added when this is false.</param>
    /// <param name="value">What <see cref="Fields.Get{T}"/> gives.</param>
    public abstract bool TryRead(YamlNode node, string calledName, FileFaults faults, out object? value);

    /// <summary>All spellings.</summary>
    public IEnumerable<string> Names => Alternatives.Prepend(Name);

    public bool IsCalled(string name) => name == Name || Alternatives.Contains(name);
}
