using System.Collections.Immutable;
using Townlet.World;

namespace Townlet.Learning;

/// <summary>The test of generalisation: all places moved to random cells, once in a run.</summary>
/// <param name="Episode">Lives finished before it.</param>
/// <param name="Before">Old positions, in the order of the town's places.</param>
/// <param name="After">New positions, in the same order.</param>
public sealed record PlaceShuffle(int Episode, ImmutableArray<GridPosition> Before, ImmutableArray<GridPosition> After);
