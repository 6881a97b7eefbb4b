namespace Townlet.World;

/// <summary>A <see cref="Town"/> at one moment, as flat arrays: what a checkpoint stores.</summary>
public sealed record TownState
{
    /// <summary>Shape [8, agents].</summary>
    public required float[] Meters { get; init; }

    /// <summary>Cell index y * grid size + x, one per agent.</summary>
    public required int[] Cells { get; init; }

    public required int[] StepsLived { get; init; }

    public required int[] Hours { get; init; }

    /// <summary>Index of the place of the present activity, or -1.</summary>
    public required int[] ActivityPlaces { get; init; }

    public required int[] ActivityTicks { get; init; }

    public required LifeEnd[] Ends { get; init; }

    public required float[] DepletionMultipliers { get; init; }

    /// <summary>Shape [agents, 4]: the generators that draw start cells.</summary>
    public required ulong[] RandomStates { get; init; }

    /// <summary>Cell index of each place.</summary>
    public required int[] PlaceCells { get; init; }
}
