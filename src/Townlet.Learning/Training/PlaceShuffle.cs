using System.Collections.Immutable;
using Townlet.World.Definition;

namespace Townlet.Learning.Training;

/// <summary>All places were moved to cells drawn at random.</summary>
/// <param name="Episode">Lives finished before the move.</param>
/// <param name="IsTest">True for the test of generalisation, which comes once in a run; false for the regular moves that a pack can ask for.</param>
/// <param name="Before">Old positions, in the order of the town's places.</param>
/// <param name="After">New positions, in the same order.</param>
public sealed record PlaceShuffle(int Episode, bool IsTest, ImmutableArray<GridPosition> Before, ImmutableArray<GridPosition> After);
