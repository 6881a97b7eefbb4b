using System.Text.Json.Serialization;

namespace Townlet.Runs.Mirrors;

/// <summary>How a manifest is written down.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, WriteIndented = true)]
[JsonSerializable(typeof(MirrorManifest))]
internal sealed partial class MirrorJson : JsonSerializerContext;
