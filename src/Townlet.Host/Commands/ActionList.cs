using System.Globalization;
using System.Text.Json;
using Townlet.Configuration.Files;
using Townlet.World;

namespace Townlet.Host.Commands;

/// <summary>Reads a list of actions: names one a line, or JSON.</summary>
internal static class ActionList
{
    private static readonly Dictionary<string, TownAction> _names = Enum.GetValues<TownAction>()
        .ToDictionary(action => action.ToString(), action => action, StringComparer.OrdinalIgnoreCase);

    /// <param name="path">A file, or "-" for standard input.</param>
    /// <exception cref="ActionListException">It cannot be read or holds something that is no action.</exception>
    public static List<TownAction> Read(string path)
    {
        string text;
        try
        {
            text = path == "-" ? Console.In.ReadToEnd() : RegularFile.ReadAllText(path);
        }
        catch (NotRegularFileException other)
        {
            throw new ActionListException($"{other.Message} Name a file with the actions, or '-' to read them from standard input.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ActionListException($"The actions in {path} cannot be read: {FileFault.Explain(failure)}");
        }

        var start = text.AsSpan().TrimStart();
        return start.StartsWith("[") || start.StartsWith("{") ? ParseJson(path, text) : ParseLines(path, text);
    }

    private static List<TownAction> ParseLines(string path, string text)
    {
        var actions = new List<TownAction>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var name = line.Trim();
            if (name.Length > 0)
            {
                actions.Add(Named(name, string.Create(CultureInfo.InvariantCulture, $"{path}:{number}")));
            }
        }

        return actions;
    }

    private static List<TownAction> ParseJson(string path, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var list = document.RootElement;
            if (list.ValueKind == JsonValueKind.Object && !list.TryGetProperty("actions", out list))
            {
                throw new ActionListException($"{path}: the JSON object has no \"actions\".");
            }

            if (list.ValueKind != JsonValueKind.Array)
            {
                throw new ActionListException($"{path}: the actions must be a JSON array.");
            }

            return [.. list.EnumerateArray().Select((element, index) => Parse(element, string.Create(CultureInfo.InvariantCulture, $"{path}: action {index + 1}")))];
        }
        catch (JsonException malformed)
        {
            throw new ActionListException($"{path}:{malformed.LineNumber + 1}: this is not JSON: {malformed.Message}");
        }
    }

    private static TownAction Parse(JsonElement element, string where) => element.ValueKind switch
    {
        JsonValueKind.String => Named(element.GetString()!, where),
        JsonValueKind.Number when element.TryGetInt32(out var index) && index >= 0 && index < _names.Count => (TownAction)index,
        _ => throw new ActionListException($"{where}: {element.GetRawText()} is no action; give a name or a number from 0 to {_names.Count - 1}."),
    };

    private static TownAction Named(string name, string where) => _names.TryGetValue(name, out var action)
        ? action
        : throw new ActionListException($"{where}: '{name}' is no action; there are UP, DOWN, LEFT, RIGHT, INTERACT and WAIT.");
}
