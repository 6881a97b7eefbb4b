using System.Text.Json.Serialization;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Journal;

/// <summary>How the journal writes events.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ExperimentEvent.ExperimentDefined))]
[JsonSerializable(typeof(ExperimentEvent.TrialGranted))]
[JsonSerializable(typeof(ExperimentEvent.CheckpointCommitted))]
[JsonSerializable(typeof(ExperimentEvent.TrialFinished))]
[JsonSerializable(typeof(ExperimentEvent.TrialFailed))]
[JsonSerializable(typeof(ExperimentEvent.ExperimentStopped))]
[JsonSerializable(typeof(ExperimentEvent.ExperimentContinued))]
internal sealed partial class JournalJson : JsonSerializerContext;
