namespace Townlet.World.Definition;

/// <summary>What an agent sees. Where time passes, the clock (sine, cosine, activity ticks / 10) is added.</summary>
/// <param name="Partial">True: the agent sees a window around itself and its normalised position. False: it sees a one-hot of its cell.</param>
/// <param name="VisionRange">Cells from the agent to each edge of the window; used when <paramref name="Partial"/>.</param>
/// <param name="PlaceMap">Appends for each place, in order, where it lies (above, below, left, right: 0 or 1) and how many moves away it is (0 to 1, where 1 is the longest way across the town). A policy needs this to cope with places that move.</param>
public sealed record ObservationOptions(bool Partial, int VisionRange, bool PlaceMap);
