using System.Text.Json.Serialization;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Workers;

/// <summary>How a worker keeps its name.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WorkerId))]
internal sealed partial class WorkerJson : JsonSerializerContext;
