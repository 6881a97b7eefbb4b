using System.Text.Json;
using System.Text.Json.Serialization;
using Townlet.Experiments.Statistics;

namespace Townlet.Experiments.Reports;

/// <summary>How a report is written for programs: snake_case, enumerations by name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    Converters = [typeof(LowerCaseNames<RunState>), typeof(LowerCaseNames<ExperimentStanding>), typeof(LowerCaseNames<Trust>)])]
[JsonSerializable(typeof(ReportDocument.ExperimentFigures))]
[JsonSerializable(typeof(ExperimentList))]
internal sealed partial class ReportJson : JsonSerializerContext;

internal sealed class LowerCaseNames<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
