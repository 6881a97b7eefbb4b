namespace Townlet.Configuration;

/// <summary>A value that two packs do not agree on.</summary>
/// <param name="Key">Where it stands, with the file in front where that is not training.yaml: "population.num_agents", "bars.yaml bars[0].initial".</param>
/// <param name="First">As written in the first pack; null where it is not given.</param>
/// <param name="Second">As written in the second pack; null where it is not given.</param>
public sealed record PackDifference(string Key, string? First, string? Second);
