using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>The values of one mapping of a pack, read by its <see cref="KeyTable"/>.</summary>
internal sealed class Fields
{
    private readonly Dictionary<Key, object?> _values = [];
    private readonly Dictionary<Key, YamlEntry> _given = [];
    private readonly HashSet<string> _names;
    private readonly bool _known;
    private readonly HashSet<Key> _explained = [];

    /// <param name="table">The keys that the mapping may have.</param>
    /// <param name="map">The mapping.</param>
    /// <param name="faults">Receives the faults.</param>
    /// <param name="known">False where the mapping is a stand-in for a faulty one: no value counts as good then.</param>
    public Fields(KeyTable table, YamlMap map, FileFaults faults, bool known = true)
    {
        _known = known;
        Table = table;
        Map = map;
        Faults = faults;
        _names = map.Entries.Select(entry => entry.Key.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            ReadEntry(entry);
        }

        foreach (var key in table.Keys)
        {
            if (key.Required && !_given.ContainsKey(key) && !_explained.Contains(key))
            {
                faults.Add(map, $"{table.Item} has no '{key.Name}', expected {key.Expected}");
            }
        }
    }

    public KeyTable Table { get; }

    public YamlMap Map { get; }

    public FileFaults Faults { get; }

    /// <summary>The value, or the default where the pack gives none or a faulty one.</summary>
    public T Get<T>(Key<T> key) => _values.TryGetValue(key, out var value) ? (T)value! : key.Default;

    /// <summary>True where the pack has the key, even with a faulty value.</summary>
    public bool IsGiven(Key key) => _given.ContainsKey(key);

    /// <summary>True where the value is given and good, or the default holds: only then may it be compared with others.</summary>
    public bool IsGood(Key key) =>
        _known && (_values.ContainsKey(key) || (!key.Required && !_given.ContainsKey(key) && !_explained.Contains(key)));

    /// <summary>True where the key is missing because the pack misspells it, which has been reported.</summary>
    public bool IsExplained(Key key) => _explained.Contains(key);

    /// <summary>Where a message about this key points: to its value, or to the mapping where the key is missing.</summary>
    public YamlNode At(Key key) => _given.TryGetValue(key, out var entry) ? entry.Value : Map;

    private void ReadEntry(YamlEntry entry)
    {
        var name = entry.Key.Value;
        if (Table.Find(name) is not { } key)
        {
            ReportUnknown(entry);
            return;
        }

        if (!_given.TryAdd(key, entry))
        {
            var earlier = _given[key].Key;
            Faults.Add(entry.Key, $"'{name}' and '{earlier.Value}' (line {earlier.Line}) are two names of one setting, expected one of them");
            return;
        }

        if (key.TryRead(entry.Value, name, Faults, out var value))
        {
            _values[key] = value;
        }
    }

    private void ReportUnknown(YamlEntry entry)
    {
        var name = entry.Key.Value;
        var quoted = YamlScalar.Quote(name);
        var inTable = Table.Place.Length == 0 ? Table.File : $"'{Table.Place}'";
        if (Table.AcceptsRemarks)
        {
            var absent = Table.Keys.Where(key => !key.Names.Any(_names.Contains));
            var misspelt = Nearest.Misspelt(name, absent.SelectMany(key => key.Names));
            if (misspelt is not null)
            {
                _explained.Add(Table.Find(misspelt)!);
                Faults.Add(entry.Key, $"{Table.Item} has no key {quoted}, did you mean '{misspelt}'?");
            }
            else if (entry.Value is YamlMap && Table.Place.Length > 0)
            {
                // A mapping inside an entry looks like a rule of another program's dialect: better refused than ignored.
                Faults.Add(entry.Key, $"{Table.Item} has no key {quoted}; remarks must be texts or lists, known keys are {string.Join(", ", Table.Keys.Select(known => known.Name))}");
            }

            return;
        }

        if (PackSchema.SectionOf(name) is { } section && section != Table)
        {
            Faults.Add(entry.Key, $"{quoted} is not a key of {inTable}, it belongs under '{section.Place}'");
            return;
        }

        if (Faults.AddUnknown(entry.Key, $"unknown key {quoted} in {inTable}", name, Table.Keys.SelectMany(key => key.Names)) is { } nearest)
        {
            _explained.Add(Table.Find(nearest)!);
        }
    }
}
