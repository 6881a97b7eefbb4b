namespace Townlet.World.Definition;

/// <summary>What each action costs, in meter units per step.</summary>
public sealed record ActionCosts
{
    public required float MoveEnergy { get; init; }

    /// <summary>Below <see cref="MoveEnergy"/>.</summary>
    public required float WaitEnergy { get; init; }

    /// <summary>Used only in the baseline formula: INTERACT itself takes no energy.</summary>
    public required float InteractEnergy { get; init; }

    public float MoveHygiene { get; init; } = 0.003f;

    public float MoveSatiation { get; init; } = 0.004f;
}
