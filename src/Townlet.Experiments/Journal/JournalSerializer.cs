using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Akka.Actor;
using Akka.Serialization;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Journal;

/// <summary>Events of an experiment as JSON, each under a name of its own: nothing in the journal decides which type is made of it.</summary>
internal sealed class JournalSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private static readonly Dictionary<string, JsonTypeInfo> _types = new()
    {
        ["experiment_defined"] = JournalJson.Default.ExperimentDefined,
        ["trial_granted"] = JournalJson.Default.TrialGranted,
        ["checkpoint_committed"] = JournalJson.Default.CheckpointCommitted,
        ["trial_finished"] = JournalJson.Default.TrialFinished,
        ["trial_failed"] = JournalJson.Default.TrialFailed,
        ["experiment_stopped"] = JournalJson.Default.ExperimentStopped,
        ["experiment_continued"] = JournalJson.Default.ExperimentContinued,
    };

    private static readonly Dictionary<Type, string> _names = _types.ToDictionary(known => known.Value.Type, known => known.Key);

    public override int Identifier => 7_010;

    public override string Manifest(object o)
    {
        ArgumentNullException.ThrowIfNull(o);
        return _names.TryGetValue(o.GetType(), out var name) ? name : throw new SerializationException($"{o.GetType()} is no event of an experiment.");
    }

    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(obj, _types[Manifest(obj)]);

    public override object FromBinary(byte[] bytes, string manifest) => Read(bytes, manifest);

    /// <exception cref="SerializationException">There is no event of this name.</exception>
    internal static ExperimentEvent Read(byte[] bytes, string manifest) =>
        _types.TryGetValue(manifest, out var type) && JsonSerializer.Deserialize(bytes, type) is ExperimentEvent happened
            ? happened
            : throw new SerializationException($"'{manifest}' is no event of an experiment.");
}
