using System.Text.Json.Serialization;
using Townlet.Experiments.Coordinator;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Clustering;

/// <summary>How messages between coordinator and workers are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ExperimentCoordinator.Join))]
[JsonSerializable(typeof(ExperimentCoordinator.Joined))]
[JsonSerializable(typeof(ExperimentCoordinator.Refused))]
[JsonSerializable(typeof(ExperimentCoordinator.Unknown))]
[JsonSerializable(typeof(Pull))]
[JsonSerializable(typeof(Grants))]
[JsonSerializable(typeof(TrialReport.Committed))]
[JsonSerializable(typeof(TrialReport.Evaluated))]
[JsonSerializable(typeof(TrialReport.Finished))]
[JsonSerializable(typeof(TrialReport.Failed))]
[JsonSerializable(typeof(TrialReport.Released))]
internal sealed partial class WireJson : JsonSerializerContext;
