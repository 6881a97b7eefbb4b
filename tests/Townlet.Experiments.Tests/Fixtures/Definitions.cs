using System.Collections.Immutable;
using Townlet.Configuration;
using Townlet.Experiments.Plans;

namespace Townlet.Experiments.Tests.Fixtures;

/// <summary>Definitions of experiments with shipped packs.</summary>
internal static class Definitions
{
    public static ExperimentDefinition Small { get; } = new()
    {
        Name = "small",
        Packs = [Pack("L0_minimal")],
        Vary = [],
        Runs = 3,
        Episodes = null,
        Seed = 11,
    };

    public static PlannedPack Pack(string name) => PlannedPack.Of(PackReader.Read(Repository.Pack(name)).Pack!);

    public static ExperimentDefinition Varied(params string[] vary) => Small with { Vary = [.. vary.Select(VariedKey.Parse)] };

    /// <summary>The pack with one text in its training.yaml replaced.</summary>
    public static PlannedPack Changed(this PlannedPack pack, string text, string by) => pack with
    {
        Files = [.. pack.Files.Select(file => file.Name == "training.yaml" ? file with { Text = file.Text.Replace(text, by, StringComparison.Ordinal) } : file)],
    };

    public static ImmutableArray<string> ArmNames(this ExperimentDefinition definition) => [.. ExperimentPlan.Of(definition).Arms.Select(arm => arm.Name)];
}
