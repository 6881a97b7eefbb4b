using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Townlet.Experiments.Clustering;

/// <summary>In the place of Akka's reflective serializer, which makes an object of whatever type the sender names.</summary>
internal sealed class RefusingSerializer : Serializer
{
    /// <param name="system">Its system.</param>
    /// <param name="settings">Those of the serializer which it replaces; Akka hands them over.</param>
    public RefusingSerializer(ExtendedActorSystem system, Config settings)
        : base(system) => _ = settings;

    /// <summary>That of the serializer which it replaces.</summary>
    public override int Identifier => 1;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => throw new SerializationException($"{obj?.GetType()} has no serializer, so it is not sent to another process.");

    public override object FromBinary(byte[] bytes, Type type) => throw new SerializationException("Objects of types that the sender chooses are not read.");
}
