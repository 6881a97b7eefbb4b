using System.Collections.Immutable;

namespace Townlet.Learning.Training;

/// <summary>What a resumed run has got back from its checkpoint.</summary>
public sealed record RestoredState
{
    /// <summary>Lives finished.</summary>
    public required int Episode { get; init; }

    /// <summary>Steps of all agents together.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Steps of the optimiser.</summary>
    public required long LearnerSteps { get; init; }

    /// <summary>Transitions in replay.</summary>
    public required int ReplaySize { get; init; }

    public required double Epsilon { get; init; }

    /// <summary>Curriculum stage of each agent, 1 to 5.</summary>
    public required ImmutableArray<int> Stages { get; init; }

    /// <summary>Random generators: one of the town for each agent, and those of exploration, replay and places.</summary>
    public required int Generators { get; init; }

    internal static RestoredState Of(TrainingState state) => new()
    {
        Episode = state.Progress.Episodes,
        TotalSteps = state.Progress.TotalSteps,
        LearnerSteps = state.Learner.Steps,
        ReplaySize = state.Replay.Count,
        Epsilon = state.Exploration.Epsilon,
        Stages = [.. Enumerable.Range(0, state.Town.AgentCount).Select(agent => state.Curriculum.StageOf(agent).Number)],
        Generators = state.Town.AgentCount + TrainingProgress.Generators,
    };
}
