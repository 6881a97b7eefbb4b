using Townlet.Runs.Tests.Fixtures;

namespace Townlet.Runs.Tests;

public sealed class RunFolderTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2025, 11, 2, 14, 3, 5, TimeSpan.FromHours(2));

    private readonly TemporaryFolder _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void Folder_is_named_after_level_and_local_start()
    {
        var folder = RunFolder.Create(_disk.At("runs"), Packs.Small(), Start);

        Assert.Equal(_disk.At("runs", "L1_full_observability", "2025-11-02_140305"), folder.Path);
    }

    [Fact]
    public void New_folder_has_its_parts_and_nothing_else()
    {
        var folder = RunFolder.Create(_disk.Path, Packs.Small(), Start);

        Assert.Equal(
            ["checkpoints", "config", "policies", "tensorboard"],
            Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal(
            [folder.Checkpoints, folder.Config, folder.Policies, folder.TensorBoard],
            Directory.GetDirectories(folder.Path).Order());
        Assert.Equal(Path.Combine(folder.Path, "metrics.db"), folder.MetricsDatabase);
        Assert.Equal(Path.Combine(folder.Path, "run.json"), folder.Manifest);
    }

    [Fact]
    public void Pack_is_kept_to_the_letter_with_its_built_in_files()
    {
        var pack = Packs.Small();

        var folder = RunFolder.Create(_disk.Path, pack, Start);

        Assert.Equal(pack.Sources.Length, Directory.GetFiles(folder.Config).Length);
        Assert.All(pack.Sources, source => Assert.Equal(source.Text, File.ReadAllText(Path.Combine(folder.Config, source.Name))));
    }

    [Fact]
    public void Runs_of_one_second_get_folders_of_their_own()
    {
        var paths = new string[8];
        Parallel.For(0, paths.Length, i => paths[i] = RunFolder.Create(_disk.Path, Packs.Small(), Start).Path);

        var stamp = _disk.At("L1_full_observability", "2025-11-02_140305");
        Assert.Equal(Enumerable.Range(1, 8).Select(n => n == 1 ? stamp : $"{stamp}_{n}"), paths.Order());
        Assert.Equal(paths.Order(), Directory.GetDirectories(_disk.At("L1_full_observability")).Order());
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData("/elsewhere")]
    [InlineData(".")]
    public void Pack_cannot_send_the_run_out_of_the_root(string outputSubdirectory)
    {
        var fault = Assert.Throws<RunFolderException>(() => RunFolder.Create(_disk.At("runs"), Packs.Small(outputSubdirectory), Start));

        Assert.Contains($"output_subdir in the pack to a plain folder name instead of '{outputSubdirectory}'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Root_that_is_a_file_is_said()
    {
        File.WriteAllText(_disk.At("runs"), "");

        var fault = Assert.Throws<RunFolderException>(() => RunFolder.Create(_disk.At("runs"), Packs.Small(), Start));

        Assert.Contains(_disk.At("runs"), fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/checkpoints")]
    [InlineData("/checkpoints/")]
    public void Earlier_run_opens_by_its_folder_or_its_checkpoints(string suffix)
    {
        var made = RunFolder.Create(_disk.Path, Packs.Small(), Start);

        Assert.True(RunFolder.Exists(made.Path + suffix));
        Assert.Equal(made.Path, RunFolder.Open(made.Path + suffix).Path);
    }

    [Fact]
    public void Run_whose_checkpoints_were_removed_still_opens_by_their_name()
    {
        var made = RunFolder.Create(_disk.Path, Packs.Small(), Start);
        File.WriteAllText(made.Manifest, "{}");
        Directory.Delete(made.Checkpoints);

        Assert.Equal(made.Path, RunFolder.Open(made.Checkpoints).Path);
    }

    [Theory]
    [InlineData("missing", "does not exist")]
    [InlineData("missing/checkpoints", "does not exist")]
    [InlineData("file", "is a file")]
    [InlineData("other", "has no run.json")]
    [InlineData("other/checkpoints", "has no run.json")]
    public void What_is_no_run_does_not_open(string name, string reason)
    {
        Directory.CreateDirectory(_disk.At("other", "checkpoints"));
        File.WriteAllText(_disk.At("file"), "");

        var fault = Assert.Throws<RunFolderException>(() => RunFolder.Open(_disk.At(name)));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Name the folder of an earlier run", fault.Message, StringComparison.Ordinal);
        Assert.False(RunFolder.Exists(_disk.At(name)));
    }

    [Theory]
    [InlineData("L1/mine/checkpoints")]
    [InlineData("L1/mine/checkpoints/")]
    [InlineData("L1/mine")]
    public void New_run_goes_where_the_user_wants_it(string directory)
    {
        var folder = RunFolder.CreateAt(_disk.At(directory), Packs.Small());

        Assert.Equal(_disk.At("L1", "mine"), folder.Path);
        Assert.Equal(
            ["checkpoints", "config", "policies", "tensorboard"],
            Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal(folder.Path, RunFolder.Open(_disk.At(directory)).Path);
    }

    [Fact]
    public void New_run_takes_an_empty_folder()
    {
        Directory.CreateDirectory(_disk.At("mine", "checkpoints"));

        Assert.Equal(_disk.At("mine"), RunFolder.CreateAt(_disk.At("mine", "checkpoints"), Packs.Small()).Path);
    }

    [Fact]
    public void New_run_takes_over_what_a_killed_start_left()
    {
        Directory.CreateDirectory(_disk.At("mine", "policies"));
        Directory.CreateDirectory(_disk.At("mine", "config.tmp"));
        File.WriteAllText(_disk.At("mine", "config.tmp", "bars.yaml"), "ba");

        var folder = RunFolder.CreateAt(_disk.At("mine"), Packs.Small());

        Assert.Equal(Packs.Small().Sources[1].Text, File.ReadAllText(Path.Combine(folder.Config, "bars.yaml")));
        Assert.False(Directory.Exists(_disk.At("mine", "config.tmp")));
    }

    [Theory]
    [InlineData("home")]
    [InlineData("home/checkpoints")]
    public void New_run_does_not_spread_over_other_files(string directory)
    {
        Directory.CreateDirectory(_disk.At("home"));
        File.WriteAllText(_disk.At("home", "thesis.txt"), "mine");

        var fault = Assert.Throws<RunFolderException>(() => RunFolder.CreateAt(_disk.At(directory), Packs.Small()));

        Assert.Contains("already holds something else", fault.Message, StringComparison.Ordinal);
        Assert.Equal([_disk.At("home", "thesis.txt")], Directory.GetFileSystemEntries(_disk.At("home")));
    }

    [Fact]
    public void New_run_does_not_take_a_folder_with_a_checkpoint_in_it()
    {
        Directory.CreateDirectory(_disk.At("mine", "checkpoints"));
        File.WriteAllText(_disk.At("mine", "checkpoints", "checkpoint_ep00100.safetensors"), "");

        Assert.Throws<RunFolderException>(() => RunFolder.CreateAt(_disk.At("mine", "checkpoints"), Packs.Small()));
    }
}
