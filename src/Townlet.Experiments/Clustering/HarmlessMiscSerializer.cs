using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Serialization;
using Akka.Serialization;

namespace Townlet.Experiments.Clustering;

/// <summary>Akka's serializer for messages of its own, without those that end an actor: its untrusted mode lets <see cref="Kill"/> through.</summary>
internal sealed class HarmlessMiscSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private readonly MiscMessageSerializer _inner = new(system);

    /// <summary>That of the serializer which it replaces.</summary>
    public override int Identifier => 16;

    public override string Manifest(object o) => _inner.Manifest(o);

    public override byte[] ToBinary(object obj) => _inner.ToBinary(obj);

    public override object FromBinary(byte[] bytes, string manifest) => _inner.FromBinary(bytes, manifest) is var message && message is Kill or PoisonPill
        ? throw new SerializationException("No other process ends an actor.")
        : message;
}
