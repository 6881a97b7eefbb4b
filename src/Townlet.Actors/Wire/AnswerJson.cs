using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Townlet.Actors.Supervision;

namespace Townlet.Actors.Wire;

/// <summary>How the answers over HTTP are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    Converters = [typeof(SnakeCaseNames<ComponentState>), typeof(SnakeCaseNames<EndReason>)])]
[JsonSerializable(typeof(AskedAnswer))]
[JsonSerializable(typeof(EpisodesAnswer))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(LivenessAnswer))]
[JsonSerializable(typeof(PoliciesAnswer))]
[JsonSerializable(typeof(ReadinessAnswer))]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(TransitionsAnswer))]
[JsonSerializable(typeof(TrippedAnswer))]
[JsonSerializable(typeof(VisitsAnswer))]
public sealed partial class AnswerJson : JsonSerializerContext
{
    /// <summary>Quotation marks stay as they are, since people read these answers in a terminal; they never stand in a page.</summary>
    public static AnswerJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
