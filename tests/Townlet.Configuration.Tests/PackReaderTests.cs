namespace Townlet.Configuration.Tests;

public sealed class PackReaderTests
{
    [Fact]
    public void Copy_of_a_pack_has_the_same_hash()
    {
        using var copy = TestPack.Copy();

        Assert.Equal(PackReader.Read(Repository.Pack("L1_full_observability")).Pack!.Hash, copy.Read().Hash);
        Assert.Matches("^[0-9a-f]{64}$", copy.Read().Hash);
    }

    [Theory]
    [InlineData(TestPack.Training)]
    [InlineData(TestPack.Bars)]
    [InlineData(TestPack.Cascades)]
    [InlineData(TestPack.Affordances)]
    [InlineData(TestPack.Cues)]
    public void Change_of_any_file_changes_the_hash(string file)
    {
        using var pack = TestPack.Copy();
        var before = pack.Read().Hash;

        pack.Write(file, pack.TextOf(file) + "# a remark\n");

        Assert.NotEqual(before, pack.Read().Hash);
    }

    [Theory]
    [InlineData("L3_temporal_mechanics")]
    [InlineData("level_1_full_observability.yaml")]
    public void Stored_sources_of_a_pack_read_as_the_same_pack(string name)
    {
        var original = PackReader.Read(Repository.Pack(name)).Pack!;
        using var stored = TestPack.Copy();
        foreach (var source in original.Sources)
        {
            stored.Write(source.Name, source.Text);
        }

        var again = stored.Read();

        Assert.Equal(original.Hash, again.Hash);
        Assert.Equal(PackContent.Of(original), PackContent.Of(again));
    }

    [Fact]
    public void Byte_order_mark_changes_nothing()
    {
        using var pack = TestPack.Copy();
        var before = pack.Read().Hash;

        pack.Write(TestPack.Bars, [0xEF, 0xBB, 0xBF, .. File.ReadAllBytes(pack.FileOf(TestPack.Bars))]);

        Assert.Equal(before, pack.Read().Hash);
    }

    [Fact]
    public void Line_ends_of_another_system_are_read()
    {
        using var pack = TestPack.Copy();
        var before = PackContent.Of(pack.Read());
        foreach (var file in (string[])[TestPack.Training, TestPack.Bars, TestPack.Cascades, TestPack.Affordances, TestPack.Cues])
        {
            pack.Write(file, pack.TextOf(file).Replace("\n", "\r\n", StringComparison.Ordinal));
        }

        Assert.Equal(before, PackContent.Of(pack.Read()));
    }

    [Fact]
    public void Run_folder_has_the_packs_name_unless_the_pack_gives_another()
    {
        using var pack = TestPack.Single("{}\n");
        File.Move(pack.Path, Path.Combine(pack.Folder, "my town (2).yaml"));

        var read = PackReader.Read(Path.Combine(pack.Folder, "my town (2).yaml")).Pack!;

        Assert.Equal("my town (2)", read.Name);
        Assert.Equal("my_town__2_", read.RunMetadata.OutputSubdirectory);
    }
}
