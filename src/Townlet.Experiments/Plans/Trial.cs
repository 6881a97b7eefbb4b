using System.Globalization;

namespace Townlet.Experiments.Plans;

/// <summary>One run of one arm.</summary>
/// <param name="Number">From 1, over the whole experiment: first the first run of every arm, then the second.</param>
/// <param name="Arm">What is run.</param>
/// <param name="Run">Number of the run within its arm, from 1.</param>
/// <param name="Seed">Seed of the run.</param>
public sealed record Trial(int Number, Arm Arm, int Run, ulong Seed)
{
    /// <summary>How the console names it: "gamma=0.95 seed_2".</summary>
    public string Name => $"{Arm.Name} {FolderName}";

    /// <summary>Folder of its run below the experiment's.</summary>
    public string Folder => Path.Combine(Arm.Name, FolderName);

    private string FolderName => string.Create(CultureInfo.InvariantCulture, $"seed_{Run}");
}
