using Townlet.World;

namespace Townlet.Learning.Evaluation;

/// <summary>What ends the life of an agent that only waits from here.</summary>
/// <param name="Meter">The meter that ends the life.</param>
/// <param name="Steps">Steps until death, at least 1.</param>
public readonly record struct Threat(Meter Meter, int Steps);
