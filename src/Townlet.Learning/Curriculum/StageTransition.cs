namespace Townlet.Learning.Curriculum;

/// <summary>An agent moved to another stage of the curriculum.</summary>
public sealed record StageTransition
{
    /// <summary>Index of the agent.</summary>
    public required int Agent { get; init; }

    /// <summary>Number of the life that decided it.</summary>
    public required int Episode { get; init; }

    /// <summary>Stage left, 1 to 5.</summary>
    public required int From { get; init; }

    /// <summary>Stage entered, 1 to 5.</summary>
    public required int To { get; init; }

    /// <summary>A sentence with the figures that decided and their thresholds.</summary>
    public required string Reason { get; init; }

    /// <summary>Mean length of the last lives at the old stage, as a share of the step cap.</summary>
    public required double Survival { get; init; }

    /// <summary>Mean length of the last lives minus that of the lives before, in steps.</summary>
    public required double Progress { get; init; }

    /// <summary>Mean normalised policy entropy over the last life, in [0, 1].</summary>
    public required double Entropy { get; init; }

    /// <summary>Steps at the stage left.</summary>
    public required long Steps { get; init; }
}
