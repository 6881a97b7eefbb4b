namespace Townlet.Configuration;

/// <summary>A value in which two packs differ.</summary>
/// <param name="Key">Path of the key, with the file in front unless it is training.yaml: "population.num_agents", "bars.yaml bars[0].initial".</param>
/// <param name="First">As written in the first pack; null where that pack does not have the key.</param>
/// <param name="Second">As written in the second pack; null where that pack does not have the key.</param>
public sealed record PackDifference(string Key, string? First, string? Second);
