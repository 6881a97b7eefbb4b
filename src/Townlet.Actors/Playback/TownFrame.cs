using System.Collections.Immutable;
using Townlet.Configuration.Cues;
using Townlet.Learning.Evaluation;
using Townlet.Learning.Training;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Actors.Playback;

/// <summary>The watched town at one moment, with the policy's Q-values. Immutable, so that all viewers can share it.</summary>
public sealed record TownFrame
{
    /// <summary>Steps lived; 0 before the first step.</summary>
    public required int Step { get; init; }

    public required GridPosition Position { get; init; }

    /// <summary>The eight values in <see cref="Meter"/> order.</summary>
    public required ImmutableArray<float> Meters { get; init; }

    /// <summary>Reward of the last step; null before the first step.</summary>
    public required StepReward? Reward { get; init; }

    /// <summary>Sum of the rewards of the life so far.</summary>
    public required double CumulativeReward { get; init; }

    /// <summary>What ends the life first if the agent only waits from here; null if nothing does before the step cap.</summary>
    public required Threat? Threat { get; init; }

    /// <summary>The action that led here; null before the first step.</summary>
    public required TownAction? Action { get; init; }

    /// <summary><see cref="Action"/> was chosen by chance.</summary>
    public required bool ByChance { get; init; }

    /// <summary>The valid action with the highest Q-value; null after the end.</summary>
    public required TownAction? NextAction { get; init; }

    /// <summary>The six Q-values.</summary>
    public required ImmutableArray<float> QValues { get; init; }

    /// <summary>Six flags; all false after the end.</summary>
    public required ImmutableArray<bool> ActionMask { get; init; }

    /// <summary>Index of the place that took effect in the last step, or -1.</summary>
    public required int Interaction { get; init; }

    public required bool Alive { get; init; }

    /// <summary>0 to 23.</summary>
    public required int Hour { get; init; }

    /// <summary>How much of the present activity is done, in [0, 1].</summary>
    public required double ActivityProgress { get; init; }

    /// <summary>Where each place stands.</summary>
    public required ImmutableArray<GridPosition> Places { get; init; }

    public required ImmutableArray<bool> PlacesOpen { get; init; }

    /// <summary>How often each place took effect in this life.</summary>
    public required ImmutableArray<int> PlaceVisits { get; init; }

    /// <summary>What the rules did to the meters in the last step, in the order of the rules; empty before the first step.</summary>
    public required ImmutableArray<MeterChange> Changes { get; init; }

    /// <summary>The pack's cues that are true now.</summary>
    public required ImmutableArray<Cue> Cues { get; init; }
}
