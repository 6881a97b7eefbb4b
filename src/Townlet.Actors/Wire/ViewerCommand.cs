using System.Text.Json;
using Townlet.Actors.Playback;
using Townlet.Actors.Training;

namespace Townlet.Actors.Wire;

/// <summary>Reads the command of a viewer, or says why it cannot be understood.</summary>
public static class ViewerCommand
{
    private const double SlowestSpeed = 0.1;
    private const double FastestSpeed = 20;
    private const int LongestName = 40;

    private static readonly Dictionary<string, object> _simple = new(StringComparer.Ordinal)
    {
        ["play"] = new Inference.Play(),
        ["pause"] = new Inference.Pause(),
        ["step"] = new Inference.Step(),
        ["reset"] = new Inference.Reset(),
        ["refresh_checkpoint"] = new Inference.RefreshCheckpoint(),
        ["toggle_auto_checkpoint"] = new Inference.ToggleAutoCheckpoint(),
        ["pause_training"] = new Trainer.Pause(),
        ["resume_training"] = new Trainer.Resume(),
    };

    /// <param name="frame">UTF-8 JSON.</param>
    /// <param name="command">A message for inference or trainer, when the result is null.</param>
    /// <returns>Null, or a sentence that names the fault.</returns>
    public static string? Parse(ReadOnlyMemory<byte> frame, out object? command)
    {
        command = null;
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(frame, new JsonDocumentOptions { MaxDepth = 8 });
        }
        catch (JsonException malformed)
        {
            return $"This is not JSON: line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}. Send an object such as {{\"command\": \"play\"}}.";
        }

        using (document)
        {
            try
            {
                return Parse(document.RootElement, out command);
            }
            catch (InvalidOperationException)
            {
                // Texts and names are decoded only when they are looked at.
                command = null;
                return "The message holds text that is not valid Unicode.";
            }
        }
    }

    private static string? Parse(JsonElement message, out object? command)
    {
        command = null;
        if (message.ValueKind != JsonValueKind.Object)
        {
            return $"A message must be a JSON object, not {Kind(message)}.";
        }

        if (!message.TryGetProperty("command", out var name) && !message.TryGetProperty("type", out name))
        {
            return "The message has neither a \"command\" nor a \"type\".";
        }

        if (name.ValueKind != JsonValueKind.String)
        {
            return $"The command must be a string, not {Kind(name)}.";
        }

        var text = name.GetString()!;
        return text switch
        {
            "set_speed" => ParseSpeed(message, out command),
            "load_model" => ParseModel(message, out command),
            "set_conditions" => ParseConditions(message, out command),
            _ when _simple.TryGetValue(text, out command) => null,
            _ => $"There is no command '{Shortened(text)}'. There are: {string.Join(", ", _simple.Keys.Concat(["set_speed", "load_model", "set_conditions"]))}.",
        };
    }

    private static string? ParseSpeed(JsonElement message, out object? command)
    {
        command = null;
        if (!message.TryGetProperty("speed", out var speed))
        {
            return "set_speed needs a \"speed\": 1 is 5 steps a second.";
        }

        if (speed.ValueKind != JsonValueKind.Number)
        {
            return $"The speed must be a number, not {Kind(speed)}.";
        }

        if (!speed.TryGetDouble(out var value) || value is not (>= SlowestSpeed and <= FastestSpeed))
        {
            return FormattableString.Invariant($"The speed must lie between {SlowestSpeed} and {FastestSpeed}, not {Shortened(speed.GetRawText())}.");
        }

        command = new Inference.SetSpeed(value);
        return null;
    }

    private static string? ParseModel(JsonElement message, out object? command)
    {
        command = null;
        if (!message.TryGetProperty("model", out var model) || model.ValueKind != JsonValueKind.String)
        {
            return "load_model needs a \"model\": one of those that 'connected' lists.";
        }

        command = new Inference.LoadModel(Shortened(model.GetString()!));
        return null;
    }

    private static string? ParseConditions(JsonElement message, out object? command)
    {
        command = null;
        var name = message.TryGetProperty("conditions", out var conditions) && conditions.ValueKind == JsonValueKind.String ? conditions.GetString() : null;
        if (name is not ("today" or "then"))
        {
            return "set_conditions needs \"conditions\": \"today\" or \"then\".";
        }

        command = new Inference.SetConditions(name == "today" ? LifeConditions.Today : LifeConditions.Then);
        return null;
    }

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
