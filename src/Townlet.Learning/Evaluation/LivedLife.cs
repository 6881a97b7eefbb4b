using Townlet.World;

namespace Townlet.Learning;

/// <summary>How one life of a trial went.</summary>
/// <param name="Steps">Its length.</param>
/// <param name="Cause">The meter that ended it; null where the step cap did.</param>
public readonly record struct LivedLife(int Steps, Meter? Cause);
