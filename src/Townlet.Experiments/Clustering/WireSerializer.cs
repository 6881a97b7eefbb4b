using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Townlet.Experiments.Clustering;

/// <summary>What coordinator and workers tell each other, as JSON, each message under a name of its own: nothing that arrives decides which type is made of it.</summary>
internal sealed class WireSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private static readonly Dictionary<string, JsonTypeInfo> _types = new()
    {
        ["join"] = WireJson.Default.Join,
        ["joined"] = WireJson.Default.Joined,
        ["refused"] = WireJson.Default.Refused,
        ["unknown"] = WireJson.Default.Unknown,
        ["pull"] = WireJson.Default.Pull,
        ["grants"] = WireJson.Default.Grants,
        ["checkpoint_committed"] = WireJson.Default.Committed,
        ["trial_evaluated"] = WireJson.Default.Evaluated,
        ["trial_finished"] = WireJson.Default.Finished,
        ["trial_failed"] = WireJson.Default.Failed,
        ["trial_released"] = WireJson.Default.Released,
    };

    private static readonly Dictionary<Type, string> _names = _types.ToDictionary(known => known.Value.Type, known => known.Key);

    /// <summary>Binds these messages to this class, and refuses all others that no part of Akka has a serializer of its own for, or that would end an actor.</summary>
    public static Config Bindings { get; } = ConfigurationFactory.ParseString($$"""
        akka.actor {
          serializers.townlet-wire = "{{typeof(WireSerializer).AssemblyQualifiedName}}"
          serializers.akka-misc = "{{typeof(HarmlessMiscSerializer).AssemblyQualifiedName}}"
          serializers.json = "{{typeof(RefusingSerializer).AssemblyQualifiedName}}"
          serialization-bindings {
            {{string.Join("\n    ", _names.Keys.Select(type => $"\"{type.AssemblyQualifiedName}\" = townlet-wire"))}}
          }
        }
        """);

    public override int Identifier => 7_020;

    public override string Manifest(object o)
    {
        ArgumentNullException.ThrowIfNull(o);
        return _names.TryGetValue(o.GetType(), out var name) ? name : throw new SerializationException($"{o.GetType()} is no message between coordinator and worker.");
    }

    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(obj, _types[Manifest(obj)]);

    public override object FromBinary(byte[] bytes, string manifest) =>
        _types.TryGetValue(manifest, out var type) && JsonSerializer.Deserialize(bytes, type) is { } message
            ? message
            : throw new SerializationException($"'{manifest}' is no message between coordinator and worker.");
}
