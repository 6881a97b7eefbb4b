using System.Collections.Immutable;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Townlet.Configuration.Yaml;

/// <summary>Sets one key of a YAML text, in place, so that comments, order and layout stay.</summary>
internal sealed partial class YamlEdit
{
    private readonly string _text;
    private readonly Parser _parser;

    private YamlEdit(string text)
    {
        _text = text;
        _parser = new Parser(new StringReader(text));
    }

    /// <param name="text">A document that <see cref="YamlReader"/> reads without fault: a mapping of sections.</param>
    /// <param name="section">Key of a mapping at the top, which is added where there is none.</param>
    /// <param name="names">The key inside it: its name, then other spellings of it. It is added where none of them is there.</param>
    /// <param name="value">Its new value, a scalar.</param>
    public static string Set(string text, string section, ImmutableArray<string> names, string value)
    {
        // What is no plain word or number is quoted, so that it cannot mean anything but a text.
        var scalar = Plain().IsMatch(value) ? value : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
        var edit = new YamlEdit(text);
        edit._parser.Consume<StreamStart>();
        edit._parser.Consume<DocumentStart>();
        var root = edit.ReadNode();
        if (root.Find([section]) is not { } found)
        {
            return edit.AddTo(root, root.IsFlow ? $"{section}: {{{names[0]}: {scalar}}}" : $"{section}:\n  {names[0]}: {scalar}");
        }

        if (!found.Value.IsMapping)
        {
            return edit.InsertAfterColon(found.Key, root.IsFlow ? $" {{{names[0]}: {scalar}}}" : $"\n{new string(' ', found.Key.Column + 1)}{names[0]}: {scalar}");
        }

        return found.Value.Find(names) is not { } given ? edit.AddTo(found.Value, $"{names[0]}: {scalar}")
            : given.Value.Start == given.Value.End ? edit.InsertAfterColon(given.Key, $" {scalar}")
            : $"{text[..given.Value.Start]}{scalar}{text[given.Value.End..]}";
    }

    private string AddTo(Node mapping, string entry)
    {
        if (mapping.IsFlow)
        {
            var inside = mapping.Start + 1;
            return $"{_text[..inside]}{entry}{(mapping.Entries.IsEmpty ? "" : ", ")}{_text[inside..]}";
        }

        var first = mapping.Entries[0].Key;
        var indent = new string(' ', first.Column - 1);
        return $"{_text[..first.Start]}{entry}\n{indent}{_text[first.Start..]}";
    }

    private string InsertAfterColon(Node key, string value)
    {
        var after = _text.IndexOf(':', key.End) + 1;
        return $"{_text[..after]}{value}{_text[after..]}";
    }

    private Node ReadNode()
    {
        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return new Node((int)scalar.Start.Index, (int)scalar.End.Index, (int)scalar.Start.Column) { Name = scalar.Value };
        }

        if (_parser.TryConsume<SequenceStart>(out var sequence))
        {
            var end = (int)sequence.End.Index;
            while (!_parser.Accept<SequenceEnd>(out _))
            {
                end = ReadNode().End;
            }

            var close = _parser.Consume<SequenceEnd>();
            if (sequence.Style == SequenceStyle.Flow)
            {
                // The parser's end is the bracket's first or last side.
                end = _text.IndexOf(']', (int)close.Start.Index) + 1;
            }

            return new Node((int)sequence.Start.Index, end, (int)sequence.Start.Column);
        }

        var mapping = _parser.Consume<MappingStart>();
        var entries = ImmutableArray.CreateBuilder<(Node, Node)>();
        while (!_parser.Accept<MappingEnd>(out _))
        {
            var key = ReadNode();
            entries.Add((key, ReadNode()));
        }

        var last = _parser.Consume<MappingEnd>();
        return new Node((int)mapping.Start.Index, (int)last.End.Index, (int)mapping.Start.Column)
        {
            IsMapping = true,
            IsFlow = mapping.Style == MappingStyle.Flow,
            Entries = entries.ToImmutable(),
        };
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.+-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    /// <param name="Start">Index of its first character in the text.</param>
    /// <param name="End">Index behind its last character.</param>
    /// <param name="Column">From 1.</param>
    private sealed record Node(int Start, int End, int Column)
    {
        /// <summary>A scalar's value.</summary>
        public string? Name { get; init; }

        public bool IsMapping { get; init; }

        /// <summary>Written with braces.</summary>
        public bool IsFlow { get; init; }

        public ImmutableArray<(Node Key, Node Value)> Entries { get; init; } = [];

        public (Node Key, Node Value)? Find(ImmutableArray<string> names)
        {
            foreach (var entry in Entries)
            {
                if (entry.Key.Name is { } name && names.Contains(name))
                {
                    return entry;
                }
            }

            return null;
        }
    }
}
