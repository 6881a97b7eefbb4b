using Townlet.Configuration;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Tests.Fixtures;

namespace Townlet.Experiments.Tests;

public sealed class ExperimentFolderTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_definition_comes_back_as_it_was_written()
    {
        var folder = ExperimentFolder.In(_root.Path, "small");
        Assert.Null(folder.ReadDefinition());
        var definition = Definitions.Varied("population.gamma=0.95,0.99") with { Seed = ulong.MaxValue };
        folder.Write(definition);

        var read = folder.ReadDefinition()!;
        Assert.Equal(definition.Name, read.Name);
        Assert.Equal(ulong.MaxValue, read.Seed);
        Assert.Equal<PackSource>(definition.Packs[0].Files, read.Packs[0].Files);
        Assert.Empty(DefinitionComparison.Between(definition, read));
        Assert.Equal<string>(definition.ArmNames(), read.ArmNames());
    }

    [Fact]
    public void Keys_in_the_file_are_in_snake_case()
    {
        var folder = ExperimentFolder.In(_root.Path, "small");
        folder.Write(Definitions.Small);
        Assert.Contains("\"evaluation_lives\": 100", File.ReadAllText(_root.At("small", "experiment.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_something_else_is_refused()
    {
        Directory.CreateDirectory(_root.At("L0_minimal", "2026-01-31_120000"));
        var refused = Assert.Throws<ExperimentRefusedException>(() => ExperimentFolder.In(_root.Path, "L0_minimal").ReadDefinition());
        Assert.Contains("holds something else than an experiment", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"name\": \"small\"}")]
    public void A_damaged_definition_is_refused_with_its_file(string text)
    {
        Directory.CreateDirectory(_root.At("small"));
        File.WriteAllText(_root.At("small", "experiment.json"), text);
        var refused = Assert.Throws<ExperimentRefusedException>(() => ExperimentFolder.In(_root.Path, "small").ReadDefinition());
        Assert.StartsWith(_root.At("small", "experiment.json"), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("-a")]
    public void A_name_that_no_folder_may_have_is_refused(string name)
    {
        Assert.Throws<ExperimentRefusedException>(() => ExperimentFolder.In(_root.Path, name));
    }

    [Fact]
    public void Only_one_process_runs_an_experiment()
    {
        var folder = ExperimentFolder.In(_root.Path, "small");
        using (folder.Hold())
        {
            Assert.Null(folder.ReadDefinition());
            var refused = Assert.Throws<ExperimentRefusedException>(folder.Hold);
            Assert.Contains("Another Townlet runs the experiment", refused.Message, StringComparison.Ordinal);
        }

        folder.Hold().Dispose();
    }
}
