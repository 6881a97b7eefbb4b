namespace Townlet.Configuration;

/// <summary><c>training</c>: the run as a whole.</summary>
public sealed record TrainingSettings
{
    public DeviceKind Device { get; init; } = DeviceKind.Cpu;

    /// <summary>Lives to finish when the command line does not say.</summary>
    public int? MaxEpisodes { get; init; }

    /// <summary>Seed of everything random; drawn and recorded when null.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Threads of the learner's arithmetic on the CPU: a recurrent network has work for 2. The numbers are the same with any.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Episodes between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 100;

    /// <summary>Full checkpoints that stay; every policy does.</summary>
    public int CheckpointsKept { get; init; } = 3;

    /// <summary>Episode at which the places are shuffled once; null: never.</summary>
    public int? GeneralizationTestAt { get; init; } = 5000;

    /// <summary>Episodes between two shuffles of the places, besides that one; null: none.</summary>
    public int? ShufflePlacesEvery { get; init; }
}
