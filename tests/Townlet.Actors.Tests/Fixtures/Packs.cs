using Townlet.Configuration;
using Townlet.Configuration.Settings;

namespace Townlet.Actors.Tests.Fixtures;

internal static class Packs
{
    private static readonly Pack _smallest = Read("L0_minimal");

    /// <summary>The smallest shipped pack, with one agent that lives for a few milliseconds and writes checkpoints only on request.</summary>
    public static Pack Short { get; } = _smallest with
    {
        Town = _smallest.Town with { MaxSteps = 20 },
        Population = new PopulationSettings { LearningRate = 0.001, ReplayCapacity = 5000 },
        Exploration = new ExplorationSettings { EmbedDimension = 64 },
        Training = _smallest.Training with { CheckpointEvery = int.MaxValue },
    };

    /// <summary>In this pack no agent dies, and no life reaches its step cap while a test runs.</summary>
    public static Pack Endless { get; } = Short with
    {
        Town = _smallest.Town with { MaxSteps = int.MaxValue, TerminalConditions = [] },
    };

    /// <summary>Time passes in it, and places open and close.</summary>
    public static Pack Temporal { get; } = Read("L3_temporal_mechanics") switch
    {
        var pack => pack with { Population = pack.Population with { NetworkType = NetworkType.Simple } },
    };

    public static Pack ShortWithCheckpointEvery(int episodes) =>
        Short with { Training = Short.Training with { CheckpointEvery = episodes } };

    private static Pack Read(string name) =>
        PackReader.Read(Path.Combine(Repository.Root, "configs", name)) switch
        {
            { Pack: { } pack } => pack,
            { Faults: var faults } => throw new InvalidOperationException(string.Join(Environment.NewLine, faults)),
        };
}
