namespace Townlet.Configuration.Settings;

/// <summary><c>training</c>: the run as a whole.</summary>
public sealed record TrainingSettings
{
    public DeviceKind Device { get; init; } = DeviceKind.Cpu;

    /// <summary>Lives to finish, unless the command line says otherwise.</summary>
    public int? MaxEpisodes { get; init; }

    /// <summary>Seed of all random numbers. Where null, a seed is drawn and recorded.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Threads for the learner's arithmetic on the CPU. A recurrent network has work for 2. The results are the same with any number.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Episodes between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 100;

    /// <summary>How many full checkpoints are kept; all policy files are kept.</summary>
    public int CheckpointsKept { get; init; } = 3;

    /// <summary>The places are shuffled once after this many episodes; null: never.</summary>
    public int? GeneralizationTestAt { get; init; } = 5000;

    /// <summary>The places are also shuffled every so many episodes; null: never.</summary>
    public int? ShufflePlacesEvery { get; init; }
}
