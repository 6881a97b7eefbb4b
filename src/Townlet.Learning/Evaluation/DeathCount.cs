using Townlet.World;

namespace Townlet.Learning.Evaluation;

/// <summary>How many lives one meter ended.</summary>
public readonly record struct DeathCount(Meter Cause, int Lives);
