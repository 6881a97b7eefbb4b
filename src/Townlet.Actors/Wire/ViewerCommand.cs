using System.Text.Json;
using Townlet.Actors.Playback;
using Townlet.Actors.Training;

namespace Townlet.Actors.Wire;

/// <summary>Reads the command of a viewer, or says why it cannot be understood.</summary>
internal static class ViewerCommand
{
    private const double SlowestSpeed = 0.1;
    private const double FastestSpeed = 20;
    private const int LongestName = 40;

    private static readonly Dictionary<string, (Type Message, Func<JsonElement, object> Read)> _commands = new(StringComparer.Ordinal)
    {
        ["play"] = Of(_ => new Inference.Play()),
        ["pause"] = Of(_ => new Inference.Pause()),
        ["step"] = Of(_ => new Inference.Step()),
        ["reset"] = Of(_ => new Inference.Reset()),
        ["refresh_checkpoint"] = Of(_ => new Inference.RefreshCheckpoint()),
        ["toggle_auto_checkpoint"] = Of(_ => new Inference.ToggleAutoCheckpoint()),
        ["pause_training"] = Of(_ => new Trainer.Pause()),
        ["resume_training"] = Of(_ => new Trainer.Resume()),
        ["set_speed"] = Of(message => new Inference.SetSpeed(Speed(message))),
        ["load_model"] = Of(message => new Inference.LoadModel(Model(message))),
        ["set_conditions"] = Of(message => new Inference.SetConditions(Conditions(message))),
    };

    /// <summary>Every command, and the message that it becomes: its properties are what stands beside the name.</summary>
    internal static IEnumerable<(string Name, Type Message)> All => _commands.Select(command => (command.Key, command.Value.Message));

    /// <param name="frame">UTF-8 JSON.</param>
    /// <param name="command">A message for inference or trainer, when the result is null.</param>
    /// <returns>Null, or a sentence that names the fault.</returns>
    public static string? Parse(ReadOnlyMemory<byte> frame, out object? command)
    {
        command = null;
        try
        {
            using var document = JsonDocument.Parse(frame, new JsonDocumentOptions { MaxDepth = 8 });
            command = Read(document.RootElement);
            return null;
        }
        catch (JsonException malformed)
        {
            return $"This is not JSON: line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}. Send an object such as {{\"command\": \"play\"}}.";
        }
        catch (InvalidOperationException)
        {
            // Texts and names are decoded only when they are looked at.
            return "The message holds text that is not valid Unicode.";
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
    }

    private static object Read(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"A message must be a JSON object, not {Kind(message)}.");
        }

        if (!message.TryGetProperty("command", out var name) && !message.TryGetProperty("type", out name))
        {
            throw new FormatException("The message has neither a \"command\" nor a \"type\".");
        }

        if (name.ValueKind != JsonValueKind.String)
        {
            throw new FormatException($"The command must be a string, not {Kind(name)}.");
        }

        return _commands.TryGetValue(name.GetString()!, out var command)
            ? command.Read(message)
            : throw new FormatException($"There is no command '{Shortened(name.GetString()!)}'. There are: {string.Join(", ", _commands.Keys)}.");
    }

    private static double Speed(JsonElement message)
    {
        if (!message.TryGetProperty("speed", out var speed))
        {
            throw new FormatException("set_speed needs a \"speed\": 1 is 5 steps a second.");
        }

        if (speed.ValueKind != JsonValueKind.Number)
        {
            throw new FormatException($"The speed must be a number, not {Kind(speed)}.");
        }

        return speed.TryGetDouble(out var value) && value is >= SlowestSpeed and <= FastestSpeed
            ? value
            : throw new FormatException(FormattableString.Invariant($"The speed must lie between {SlowestSpeed} and {FastestSpeed}, not {Shortened(speed.GetRawText())}."));
    }

    private static string Model(JsonElement message) =>
        Shortened(Text(message, "model") ?? throw new FormatException("load_model needs a \"model\": one of those that 'connected' lists."));

    private static LifeConditions Conditions(JsonElement message) => Text(message, "conditions") switch
    {
        "today" => LifeConditions.Today,
        "then" => LifeConditions.Then,
        _ => throw new FormatException("set_conditions needs \"conditions\": \"today\" or \"then\"."),
    };

    private static (Type Message, Func<JsonElement, object> Read) Of<T>(Func<JsonElement, T> read)
        where T : class => (typeof(T), read);

    private static string? Text(JsonElement message, string name) =>
        message.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static string Shortened(string text) => text.Length <= LongestName ? text : text[..LongestName] + "...";

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a truth value",
        _ => "null",
    };
}
