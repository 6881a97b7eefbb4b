using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>
/// The keys of one mapping of a pack. Reading, suggestions for misspelt keys and the documentation all use this table.
/// </summary>
/// <param name="file">"training.yaml".</param>
/// <param name="place">Where in the file: "environment", "bars[]", "" for the file's own keys.</param>
/// <param name="item">How a message names such a mapping: "a bar".</param>
/// <param name="acceptsRemarks">True where a key that is not in the table is a remark for human readers; false where it is a fault.</param>
internal sealed class KeyTable(string file, string place, string item, bool acceptsRemarks)
{
    private readonly List<Key> _keys = [];

    public string File { get; } = file;

    public string Place { get; } = place;

    public string Item { get; } = item;

    public bool AcceptsRemarks { get; } = acceptsRemarks;

    public IReadOnlyList<Key> Keys => _keys;

    public Key<T> Required<T>(string name, ValueKind<T> kind, string unit, string meaning, params string[] alternatives) =>
        Register(new Key<T>(name, kind, true, default!, unit, meaning) { Alternatives = alternatives });

    public Key<T> Optional<T>(string name, ValueKind<T> kind, T defaultValue, string unit, string meaning, params string[] alternatives) =>
        Register(new Key<T>(name, kind, false, defaultValue, unit, meaning) { Alternatives = alternatives });

    /// <param name="name">The key.</param>
    /// <param name="kind">Its allowed values.</param>
    /// <param name="defaultValue">What <see cref="Fields.Get{T}"/> returns where the pack does not have the key.</param>
    /// <param name="defaultNote">The default as the documentation shows it.</param>
    /// <param name="unit">Unit of the value.</param>
    /// <param name="meaning">Meaning of the key in one sentence.</param>
    /// <param name="alternatives">Other spellings.</param>
    public Key<T> OptionalWithNote<T>(string name, ValueKind<T> kind, T defaultValue, string defaultNote, string unit, string meaning, params string[] alternatives) =>
        Register(new Key<T>(name, kind, false, defaultValue, unit, meaning) { Alternatives = alternatives, DefaultNote = defaultNote });

    public Key? Find(string name) => _keys.Find(key => key.IsCalled(name));

    /// <summary>Reads all keys of a mapping. Null where the node is not a mapping; the faults say why.</summary>
    public Fields? Read(YamlNode node, FileFaults faults)
    {
        if (node is YamlMap { IsFaulty: false } map)
        {
            return new Fields(this, map, faults);
        }

        if (!node.IsFaulty)
        {
            faults.Add(node, $"found {node.Found}, expected {Item} with keys such as {string.Join(", ", _keys.Take(3).Select(key => key.Name))}");
        }

        return null;
    }

    private Key<T> Register<T>(Key<T> key)
    {
        _keys.Add(key);
        return key;
    }
}
