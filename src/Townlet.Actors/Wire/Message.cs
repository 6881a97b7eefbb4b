using System.Text.Json;
using System.Text.Json.Serialization;

namespace Townlet.Actors.Wire;

/// <summary>
/// A message of docs/protocol.md to viewers, as a view of what happened: each property is a field, in snake case.
/// The record's name without "Message", in snake case too, is the message's type.
/// </summary>
public abstract record Message : IMessage
{
    [JsonPropertyOrder(-1)]
    public string Type => IMessage.TypeOf(GetType());
}

/// <summary>For a record that adds a type to another one, which stands elsewhere without it.</summary>
internal interface IMessage
{
    string Type { get; }

    static string TypeOf(Type record) => JsonNamingPolicy.SnakeCaseLower.ConvertName(record.Name[..^nameof(Message).Length]);
}
