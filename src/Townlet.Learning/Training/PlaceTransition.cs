namespace Townlet.Learning.Training;

/// <summary>How often in a life the agent used one place after another, or the same one again.</summary>
/// <param name="From">Index of the place used before; -1 for the first use in the life.</param>
/// <param name="To">Index of the place used next.</param>
/// <param name="Count">At least 1.</param>
public sealed record PlaceTransition(int From, int To, int Count);
