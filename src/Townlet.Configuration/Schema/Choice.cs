using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Schema;

/// <summary>A value that is one of a few names.</summary>
internal sealed class Choice<T>(params (string Name, T Value)[] choices) : ValueKind<T>
{
    public override string Expected { get; } = choices.Length == 1
        ? choices[0].Name
        : $"{string.Join(", ", choices[..^1].Select(choice => choice.Name))} or {choices[^1].Name}";

    public override string Shown(T value) =>
        Array.Find(choices, choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Name;

    public override bool TryRead(YamlNode node, string key, FileFaults faults, out T value)
    {
        if (node is not YamlScalar { IsFaulty: false } scalar)
        {
            return Refuse(node, key, faults, out value);
        }

        foreach (var (name, candidate) in choices)
        {
            if (name == scalar.Value)
            {
                value = candidate;
                return true;
            }
        }

        // An unquoted '>' begins a text block in YAML.
        if (scalar.Block)
        {
            return Refuse(node, key, faults, out value, "write it in quotes");
        }

        var nearest = Nearest.Of(scalar.Value, choices.Select(choice => choice.Name));
        return Refuse(node, key, faults, out value, nearest is null ? null : $"did you mean {YamlScalar.Quote(nearest)}?");
    }
}
