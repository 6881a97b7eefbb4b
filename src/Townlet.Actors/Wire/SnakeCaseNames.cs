using System.Text.Json;
using System.Text.Json.Serialization;

namespace Townlet.Actors.Wire;

/// <summary>Writes the members of an enumeration by name: MaxSteps as "max_steps".</summary>
internal sealed class SnakeCaseNames<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
