using Townlet.World;

namespace Townlet.Learning;

/// <summary>What ends the life of an agent that only waits from here.</summary>
/// <param name="Meter">The one that ends it.</param>
/// <param name="Steps">Until it dies, at least 1.</param>
public readonly record struct Threat(Meter Meter, int Steps);
