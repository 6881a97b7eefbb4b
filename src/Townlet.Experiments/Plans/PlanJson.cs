using System.Text.Json.Serialization;

namespace Townlet.Experiments.Plans;

/// <summary>How a definition is written: snake_case, for people too.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ExperimentDefinition))]
internal sealed partial class PlanJson : JsonSerializerContext;
