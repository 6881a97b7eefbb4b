using System.Collections.Immutable;
using Townlet.Configuration.Faults;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Townlet.Configuration.Yaml;

/// <summary>
/// Turns the text of a YAML file into nodes. Packs use plain YAML: mappings with text keys, lists, scalars. Features that
/// make a small file huge or surprising (anchors, aliases, merge keys, tags, several documents) are faults.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>A pack needs six levels. The reader calls itself for each level, so the limit also protects the stack.</summary>
    private const int DepthLimit = 32;

    private readonly string _text;
    private readonly FileFaults _faults;
    private readonly Parser _parser;
    private readonly Stack<(Mark Start, char Bracket)> _openBrackets = new();
    private bool _sharingReported;

    private YamlReader(string text, FileFaults faults)
    {
        _text = text;
        _faults = faults;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The file's only document, or null where it cannot be read as one; the faults say why.</summary>
    public static YamlNode? Read(string text, FileFaults faults)
    {
        if (ReportControlCharacter(text, faults))
        {
            return null;
        }

        var reader = new YamlReader(text, faults);
        try
        {
            return reader.ReadStream();
        }
        catch (MaximumRecursionLevelReachedException tooDeep)
        {
            faults.Add(tooDeep.Start.Line, tooDeep.Start.Column, tooDeep.Message);
        }
        catch (YamlException syntax)
        {
            reader.ReportSyntax(syntax.Start, syntax.Message);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException or FormatException or NullReferenceException)
        {
            // The parser throws these instead of a YamlException for some malformed input (an unclosed '[', an impossible \U escape).
            reader.ReportSyntax(reader._parser.Current?.End ?? Mark.Empty, "this cannot be read");
        }

        return null;
    }

    private YamlNode? ReadStream()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            _faults.Add(1, 1, "the file is empty, expected keys with values");
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = ReadNode(1);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _faults.Add(second.Start.Line, second.Start.Column, "a second document begins here ('---'), expected one document per file");
        }

        return root;
    }

    private YamlNode ReadNode(int depth)
    {
        var start = _parser.Current?.Start ?? Mark.Empty;
        if (depth > DepthLimit)
        {
            throw new MaximumRecursionLevelReachedException(start, start, $"nested more than {DepthLimit} levels deep, expected at most six in a pack");
        }

        var (line, column) = ((int)start.Line, (int)start.Column);
        if (_parser.TryConsume<AnchorAlias>(out _))
        {
            ReportSharing(line, column);
            return new YamlScalar(line, column, "", Plain: true, Block: false) { IsFaulty = true };
        }

        var faulty = ReportTagOrAnchor(_parser.Current as NodeEvent);
        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            var block = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded;
            return new YamlScalar(line, column, scalar.Value, scalar.Style == ScalarStyle.Plain, block) { IsFaulty = faulty };
        }

        if (_parser.TryConsume<SequenceStart>(out var sequence))
        {
            var items = ImmutableArray.CreateBuilder<YamlNode>();
            Enter(sequence.Style == SequenceStyle.Flow, start, '[');
            while (!_parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(ReadNode(depth + 1));
            }

            Leave(sequence.Style == SequenceStyle.Flow);
            return new YamlList(line, column, items.ToImmutable()) { IsFaulty = faulty };
        }

        var mapping = _parser.Consume<MappingStart>();
        Enter(mapping.Style == MappingStyle.Flow, start, '{');
        var entries = ReadEntries(depth);
        Leave(mapping.Style == MappingStyle.Flow);
        return new YamlMap(line, column, entries) { IsFaulty = faulty };
    }

    private ImmutableArray<YamlEntry> ReadEntries(int depth)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyNode = ReadNode(depth + 1);
            if (keyNode is YamlScalar { Plain: true, Value: "<<" })
            {
                ReportSharing(keyNode.Line, keyNode.Column);
                ReadNode(depth + 1);
                continue;
            }

            var value = ReadNode(depth + 1);
            if (keyNode is not YamlScalar key)
            {
                _faults.Add(keyNode, $"found {keyNode.Found} as a key, expected a name");
            }
            else if (!lines.TryAdd(key.Value, key.Line))
            {
                _faults.Add(key, $"{key.Found} is given twice, first on line {lines[key.Value]}");
            }
            else if (!key.IsFaulty)
            {
                entries.Add(new YamlEntry(key, value));
            }
        }

        return entries.ToImmutable();
    }

    private void Enter(bool flow, Mark start, char bracket)
    {
        if (flow)
        {
            _openBrackets.Push((start, bracket));
        }
    }

    private void Leave(bool flow)
    {
        if (flow)
        {
            _openBrackets.Pop();
        }
    }

    private bool ReportTagOrAnchor(NodeEvent? node)
    {
        if (node is null)
        {
            return false;
        }

        if (!node.Anchor.IsEmpty)
        {
            ReportSharing((int)node.Start.Line, (int)node.Start.Column);
        }

        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific)
        {
            return false;
        }

        _faults.Add(node.Start.Line, node.Start.Column, $"found the tag {YamlScalar.Quote(node.Tag.Value)}, expected a plain value: tags are not used in packs");
        return true;
    }

    // One fault is enough: the author chose anchor, aliases and merge keys together.
    private void ReportSharing(int line, int column)
    {
        if (!_sharingReported)
        {
            _sharingReported = true;
            _faults.Add(line, column, "anchors, aliases and merge keys ('&', '*', '<<') are not used in packs: write the values out");
        }
    }

    private void ReportSyntax(Mark mark, string message)
    {
        var line = Math.Max(1, mark.Line);
        if (TabbedLine(line) is { } tabbed)
        {
            _faults.Add(tabbed, 1, "this line is indented with a tab, expected spaces");
            return;
        }

        // The parser only notices that a key has no ':' after it has read past its line.
        if (message.Contains("could not find expected ':'", StringComparison.Ordinal) && KeylessLine(line) is var (number, column))
        {
            _faults.Add(number, column, "this line has no ':', expected a key with a value");
            return;
        }

        var text = $"not valid YAML: {message.TrimEnd('.')}";
        if (_openBrackets.TryPeek(out var open))
        {
            text += $" (inside the '{open.Bracket}' opened at {open.Start.Line}:{open.Start.Column})";
        }

        _faults.Add(line, Math.Max(1, mark.Column), text);
    }

    // The parser reports a tab one line too early or too late.
    private int? TabbedLine(long line)
    {
        var number = 0;
        foreach (var content in _text.AsSpan().EnumerateLines())
        {
            number++;
            if (number > line + 1)
            {
                break;
            }

            var indentation = content[..^content.TrimStart().Length];
            if (number >= line && indentation.Contains('\t') && indentation.Length < content.Length)
            {
                return number;
            }
        }

        return null;
    }

    private (int Line, int Column)? KeylessLine(long before)
    {
        (int Line, int Column)? last = null;
        var number = 0;
        foreach (var content in _text.AsSpan().EnumerateLines())
        {
            number++;
            if (number >= before)
            {
                break;
            }

            if (!content.IsWhiteSpace() && !content.TrimStart().StartsWith("#", StringComparison.Ordinal))
            {
                last = (number, content.Length - content.TrimStart().Length + 1);
            }
        }

        return last;
    }

    private static bool ReportControlCharacter(string text, FileFaults faults)
    {
        var (line, column) = (1, 0);
        foreach (var character in text)
        {
            column++;
            if (character == '\n')
            {
                (line, column) = (line + 1, 0);
            }
            else if (char.IsControl(character) && character is not ('\t' or '\r' or '\u0085'))
            {
                faults.Add(line, column, $"found the control character U+{(int)character:X4}, expected text");
                return true;
            }
        }

        return false;
    }
}
