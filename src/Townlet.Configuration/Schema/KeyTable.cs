namespace Townlet.Configuration;

/// <summary>
/// The keys of one mapping of a pack. Reading, suggestions for misspelt keys and the documentation come from it.
/// </summary>
/// <param name="file">"training.yaml".</param>
/// <param name="place">Where in the file: "environment", "bars[]", "" for the file's own keys.</param>
/// <param name="item">How a message names such a mapping: "a bar".</param>
/// <param name="acceptsRemarks">Keys that are not in the table are remarks for people and not faults.</param>
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
    /// <param name="kind">What may stand behind it.</param>
    /// <param name="defaultValue">What <see cref="Fields.Get{T}"/> gives where the pack does not say.</param>
    /// <param name="defaultNote">What that means, for the documentation.</param>
    /// <param name="unit">Of the value.</param>
    /// <param name="meaning">One sentence.</param>
    /// <param name="alternatives">Other spellings.</param>
    public Key<T> OptionalWithNote<T>(string name, ValueKind<T> kind, T defaultValue, string defaultNote, string unit, string meaning, params string[] alternatives) =>
        Register(new Key<T>(name, kind, false, defaultValue, unit, meaning) { Alternatives = alternatives, DefaultNote = defaultNote });

    public Key? Find(string name) => _keys.Find(key => key.IsCalled(name));

    /// <summary>Reads all keys of a mapping, or null where there is none; the faults say why.</summary>
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
