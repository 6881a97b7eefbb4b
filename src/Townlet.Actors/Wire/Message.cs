using System.Text.Json;
using System.Text.Json.Serialization;

namespace Townlet.Actors.Wire;

/// <summary>
/// A message of docs/protocol.md to viewers, as a view of what happened: each property is a field, in snake case.
/// The record's name without "Message", in snake case too, is the message's type.
/// </summary>
public abstract record Message
{
    [JsonPropertyOrder(-1)]
    public string Type => TypeOf(GetType());

    /// <summary>The type of the messages that a record holds.</summary>
    internal static string TypeOf(Type record) => JsonNamingPolicy.SnakeCaseLower.ConvertName(record.Name[..^nameof(Message).Length]);
}
