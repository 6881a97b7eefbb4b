namespace Townlet.World;

/// <summary>What an agent sees. The clock (sine, cosine, activity ticks / 10) is added wherever time passes.</summary>
/// <param name="Partial">A window around the agent and its normalised position instead of a one-hot of its cell.</param>
/// <param name="VisionRange">Half the window's side, without the middle; used when <paramref name="Partial"/>.</param>
/// <param name="PlaceMap">Appends, for each place in order, on which sides of the agent it lies (above, below, left, right: 0 or 1) and how many moves away (0 to 1, of the most there can be), so that a policy can cope with places that move.</param>
public sealed record ObservationOptions(bool Partial, int VisionRange, bool PlaceMap);
