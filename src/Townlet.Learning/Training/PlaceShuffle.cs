using System.Collections.Immutable;
using Townlet.World;

namespace Townlet.Learning;

/// <summary>All places were moved to cells drawn at random.</summary>
/// <param name="Episode">Lives finished before it.</param>
/// <param name="IsTest">The test of generalisation, once in a run; else one of those that a pack asks for again and again.</param>
/// <param name="Before">Old positions, in the order of the town's places.</param>
/// <param name="After">New positions, in the same order.</param>
public sealed record PlaceShuffle(int Episode, bool IsTest, ImmutableArray<GridPosition> Before, ImmutableArray<GridPosition> After);
