namespace Townlet.Configuration.Tests.Files;

public sealed class PackFilesTests
{
    [Theory]
    [InlineData(TestPack.Training)]
    [InlineData(TestPack.Bars)]
    [InlineData(TestPack.Cascades)]
    [InlineData(TestPack.Affordances)]
    public void Missing_file_of_a_folder_is_named(string file)
    {
        using var pack = TestPack.Copy().Delete(file);

        Assert.Equal([$"{file}: this file is missing, expected a pack folder to hold training.yaml, bars.yaml, cascades.yaml and affordances.yaml"], pack.Faults());
    }

    [Fact]
    public void File_with_nearly_the_right_name_is_suggested()
    {
        using var pack = TestPack.Copy();
        File.Move(pack.FileOf(TestPack.Bars), pack.FileOf("bars.yml"));

        Assert.EndsWith("; is it called 'bars.yml' by mistake?", Assert.Single(pack.Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void Cues_are_optional_in_a_folder()
    {
        using var pack = TestPack.Copy().Delete(TestPack.Cues);

        Assert.Empty(pack.Read().Cues);
    }

    [Fact]
    public void Misspelt_name_of_the_cues_file_is_reported()
    {
        using var pack = TestPack.Copy();
        File.Move(pack.FileOf(TestPack.Cues), pack.FileOf("cue.yaml"));

        Assert.Equal(["cue.yaml: this file is not read, did you mean 'cues.yaml'?"], pack.Faults());
    }

    [Fact]
    public void World_files_beside_a_single_file_replace_the_built_in_ones()
    {
        using var pack = TestPack.Single("{}\n");
        pack.Write(TestPack.Bars, File.ReadAllText(Path.Combine(Repository.Pack("L1_full_observability"), TestPack.Bars)).Replace("base_depletion: 0.005", "base_depletion: 0.009", StringComparison.Ordinal));

        var read = pack.Read();

        Assert.Equal(0.009f, read.Town.Meters[0].BaseDepletion);
        Assert.Equal([(TestPack.Training, false), (TestPack.Bars, false), (TestPack.Cascades, true), (TestPack.Affordances, true), (TestPack.Cues, true)], read.Sources.Select(source => (source.Name, source.BuiltIn)));
    }

    [Fact]
    public void Fault_of_a_world_file_beside_a_single_file_names_that_file()
    {
        using var pack = TestPack.Single("{}\n").Write(TestPack.Bars, "bars: 5\n");

        Assert.Equal("bars.yaml:1:7: bars: found '5', expected a list of the eight meters", pack.Faults()[1]);
    }

    [Fact]
    public void Fault_names_the_path_as_it_was_given()
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), Repository.Pack("no_such_pack"));

        var fault = Assert.Single(PackReader.Read(relative).Faults);

        Assert.Equal(relative, fault.File);
        Assert.Equal(0, fault.Line);
    }

    [Theory]
    [InlineData("L1_full_observabilty", "L1_full_observability")]
    [InlineData("l1_full_observability", "L1_full_observability")]
    [InlineData("L1", "L1_full_observability")]
    [InlineData("level_1_full_observability", "level_1_full_observability.yaml")]
    [InlineData("level_1_full_observability.yml", "level_1_full_observability.yaml")]
    public void Path_that_does_not_exist_suggests_the_nearest_pack_beside_it(string name, string expected)
    {
        var fault = Assert.Single(PackReader.Read(Repository.Pack(name)).Faults);

        Assert.Equal($"no such file or folder, did you mean '{Repository.Pack(expected)}'?", fault.Message);
    }

    [Fact]
    public void Path_that_resembles_nothing_lists_the_packs_there()
    {
        var fault = Assert.Single(PackReader.Read(Repository.Pack("zzz")).Faults);

        Assert.Equal("no such file or folder; packs there: L0_minimal, L1_full_observability, L1_moving_places, L2_partial_observability, L3_temporal_mechanics, level_1_full_observability.yaml", fault.Message);
    }

    [Fact]
    public void Pack_in_a_folder_below_is_suggested()
    {
        var fault = Assert.Single(PackReader.Read(Path.Combine(Repository.Root, "L0_minimal")).Faults);

        Assert.Equal($"no such file or folder, did you mean '{Repository.Pack("L0_minimal")}'?", fault.Message);
    }

    [Fact]
    public void Path_in_a_folder_that_does_not_exist_says_so()
    {
        var fault = Assert.Single(PackReader.Read(Path.Combine(Repository.Root, "nowhere", "town")).Faults);

        Assert.Equal($"no such file or folder, and no folder '{Path.Combine(Repository.Root, "nowhere")}' either", fault.Message);
    }

    [Fact]
    public void Folder_of_packs_lists_them()
    {
        var fault = Assert.Single(PackReader.Read(Path.Combine(Repository.Root, "configs")).Faults);

        Assert.Equal("this folder is not a pack but holds packs, expected one of them: L0_minimal, L1_full_observability, L1_moving_places, L2_partial_observability, L3_temporal_mechanics", fault.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    public void Path_that_cannot_exist_is_a_fault(string path)
    {
        Assert.NotEmpty(Assert.Single(PackReader.Read(path).Faults).Message);
    }

    [Fact]
    public void Path_that_is_far_too_long_is_a_fault()
    {
        Assert.NotEmpty(Assert.Single(PackReader.Read(new string('x', 100_000)).Faults).Message);
    }

    [Theory]
    [InlineData("L1_full_observability/", "L1_full_observability")]
    [InlineData("L1_full_observability/training.yaml", "L1_full_observability")]
    [InlineData("L1_full_observability/../L0_minimal", "L0_minimal")]
    [InlineData("level_1_full_observability.yaml", "level_1_full_observability")]
    public void Pack_has_the_name_of_its_folder_or_file(string path, string expected)
    {
        Assert.Equal(expected, PackReader.Read(Repository.Pack(path)).Pack!.Name);
    }
}
