using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Townlet.Actors.Wire;

namespace Townlet.Actors.Tests.Wire;

/// <summary>JSON Schema of all that docs/protocol.md describes, taken from the records that are written and read.</summary>
internal sealed class ProtocolSchema
{
    // Commands are read by hand, so the wire's own context does not know their records.
    private static readonly JsonSerializerOptions _options = new(WireJson.Default.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(WireJson.Default, new DefaultJsonTypeInfoResolver()),
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    private readonly SortedDictionary<string, JsonNode?> _definitions = new(StringComparer.Ordinal);

    public static string Write()
    {
        var schema = new ProtocolSchema();
        var roots = typeof(WireJson).GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(JsonSerializableAttribute))
            .Select(attribute => (Type)attribute.ConstructorArguments[0].Value!)
            // What metrics.db keeps is not sent.
            .Where(type => type != typeof(ShuffledPlaces))
            .ToLookup(typeof(IMessage).IsAssignableFrom);
        var commands = ViewerCommand.All.ToLookup(command => command.Message.GetProperties().Length > 0);
        schema._definitions["Message"] = AnyOf(roots[true].Select(schema.Export));
        schema._definitions["Answer"] = AnyOf(roots[false].Select(schema.Export));
        schema._definitions["Command"] = AnyOf(
        [
            Command(new JsonObject { ["enum"] = new JsonArray([.. commands[false].Select(command => (JsonNode)command.Name)]) }, []),
            .. commands[true].Select(command => Command(
                new JsonObject { ["const"] = command.Name },
                command.Message.GetProperties().Select(property => KeyValuePair.Create(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), schema.Export(property.PropertyType))))),
        ]);
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Protocol",
            ["description"] = "What docs/protocol.md describes: messages to viewers, answers over HTTP, commands of viewers. Written by a test of Townlet.Actors.Tests from the records.",
            ["type"] = "object",
            ["properties"] = new JsonObject { ["message"] = Reference("Message"), ["answer"] = Reference("Answer"), ["command"] = Reference("Command") },
            ["$defs"] = new JsonObject(schema._definitions),
        }.ToJsonString(_options) + "\n";
    }

    private JsonNode Export(Type type) =>
        _options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Define });

    /// <summary>A record or an enumeration stands once, under its name; everywhere else is a reference to it.</summary>
    private JsonNode Define(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is not JsonObject node)
        {
            return schema;
        }

        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var properties = node["properties"] as JsonObject;
        var isNamed = properties is not null || type.IsEnum;
        // The exporter takes a property that cannot be set for one that may be null.
        var mayBeNull = context.PropertyInfo is not { IsGetNullable: false };
        if (!isNamed)
        {
            _ = mayBeNull || TakeNull(node);
            return node;
        }

        var isNullable = TakeNull(node) && mayBeNull;
        if (properties is not null)
        {
            node["required"] = new JsonArray([.. _options.GetTypeInfo(type).Properties.Where(property => properties.ContainsKey(property.Name) && IsAlwaysWritten(property)).Select(property => (JsonNode)property.Name)]);
            if (typeof(IMessage).IsAssignableFrom(type))
            {
                properties["type"] = new JsonObject { ["const"] = IMessage.TypeOf(type) };
            }
        }

        _definitions[type.Name] = node;
        return isNullable ? AnyOf([Reference(type.Name), new JsonObject { ["type"] = "null" }]) : Reference(type.Name);
    }

    /// <returns>False where null is not among the types or members.</returns>
    private static bool TakeNull(JsonObject node)
    {
        var wasMember = (node["enum"] as JsonArray)?.RemoveAll(member => member is null) > 0;
        if (node["type"] is not JsonArray types)
        {
            return wasMember;
        }

        node["type"] = types[0]!.DeepClone();
        return true;
    }

    private static bool IsAlwaysWritten(JsonPropertyInfo property) => property.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), inherit: true) != true;

    private static JsonObject Command(JsonObject name, IEnumerable<KeyValuePair<string, JsonNode>> fields)
    {
        var properties = new JsonObject { ["command"] = name };
        foreach (var (field, schema) in fields)
        {
            properties[field] = schema;
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = new JsonArray([.. properties.Select(property => (JsonNode)property.Key)]) };
    }

    private static JsonObject AnyOf(IEnumerable<JsonNode> schemas) => new() { ["anyOf"] = new JsonArray([.. schemas]) };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };
}
