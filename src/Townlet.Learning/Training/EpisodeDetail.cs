using System.Collections.Immutable;
using Townlet.World;

namespace Townlet.Learning.Training;

/// <summary>What else the process that trains knows of a life: the learner's inner figures and how the agent spent its time. A process that follows the run by its files does not have it.</summary>
public sealed record EpisodeDetail
{
    /// <summary>Mean absolute TD error, averaged as <see cref="EpisodeOutcome.Loss"/> is.</summary>
    public required double? TdError { get; init; }

    /// <summary>Mean Q-value of the actions learnt from, averaged in the same way.</summary>
    public required double? MeanQ { get; init; }

    /// <summary>Newest error of the novelty predictor; null before the predictor's first step.</summary>
    public required double? RndError { get; init; }

    /// <summary>Number of transitions in replay.</summary>
    public required int ReplaySize { get; init; }

    /// <summary>Mean normalised policy entropy over the life, in [0, 1].</summary>
    public required double Entropy { get; init; }

    /// <summary>Mean length of the agent's last lives at its stage (up to 10, including this one), as a share of the step cap.</summary>
    public required double SurvivalRate { get; init; }

    /// <summary>Mean length of the last 10 lives at the stage minus that of the 10 before, in steps; 0 while there are fewer than 20.</summary>
    public required double LearningProgress { get; init; }

    /// <summary>The eight values at the end, in <see cref="Meter"/> order.</summary>
    public required ImmutableArray<float> FinalMeters { get; init; }

    /// <summary>How often each place was used with effect; where time passes, each tick counts.</summary>
    public required ImmutableArray<int> PlaceVisits { get; init; }

    /// <summary>Pairs of places used one after the other; only pairs that occurred.</summary>
    public required ImmutableArray<PlaceTransition> PlaceTransitions { get; init; }

    /// <summary>How long the agent was in each cell; only cells from which it acted.</summary>
    public required ImmutableArray<CellVisits> CellVisits { get; init; }

    /// <summary>Steps of all agents together in the run so far.</summary>
    public required long TotalSteps { get; init; }
}
