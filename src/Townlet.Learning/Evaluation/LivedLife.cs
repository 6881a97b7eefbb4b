using Townlet.World;

namespace Townlet.Learning.Evaluation;

/// <summary>The result of one life of a trial.</summary>
/// <param name="Steps">Its length in steps.</param>
/// <param name="Cause">The meter that ended it; null at the step cap.</param>
public readonly record struct LivedLife(int Steps, Meter? Cause);
