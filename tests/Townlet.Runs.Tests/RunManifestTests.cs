using System.Text.Json;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.Runs.Tests;

public sealed class RunManifestTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly RunFolder _folder;

    private readonly RunManifest _manifest = new()
    {
        Seed = ulong.MaxValue,
        EpisodesWanted = 10_000,
        EpisodesCompleted = 500,
        BestSurvival = 487,
        PackName = "L1_full_observability",
        PackHash = "0123abcd",
        Versions = new RunVersions("0.1.0", "10.0.1", "0.107.0"),
        Options = new Dictionary<string, string> { ["--episodes"] = "10000", ["--config"] = "configs/L1 \"quoted\"" },
        Status = RunStatus.Running,
        StartedAt = new DateTimeOffset(2025, 11, 2, 14, 3, 5, TimeSpan.FromHours(2)),
        UpdatedAt = new DateTimeOffset(2025, 11, 2, 15, 0, 0, TimeSpan.FromHours(2)),
    };

    public RunManifestTests()
    {
        _folder = RunFolder.CreateAt(_disk.At("run"), Packs.Small());
    }

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void What_is_written_is_read_back()
    {
        _manifest.Write(_folder);

        var read = RunManifest.Read(_folder);

        Assert.NotNull(read);
        Assert.Equal(_manifest.Options, read.Options);
        Assert.Equal(_manifest, read with { Options = _manifest.Options });
    }

    [Fact]
    public void File_is_snake_case_with_its_status_in_words()
    {
        _manifest.Write(_folder);

        using var json = JsonDocument.Parse(File.ReadAllText(_folder.Manifest));
        Assert.Equal(
            ["seed", "episodes_wanted", "episodes_completed", "best_survival", "pack_name", "pack_hash", "versions", "options", "status", "started_at", "updated_at"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal("running", json.RootElement.GetProperty("status").GetString());
        Assert.Equal("10.0.1", json.RootElement.GetProperty("versions").GetProperty("dotnet").GetString());
        Assert.Equal("2025-11-02T14:03:05+02:00", json.RootElement.GetProperty("started_at").GetString());
    }

    [Fact]
    public void Later_write_replaces_the_earlier_and_leaves_nothing_beside()
    {
        _manifest.Write(_folder);
        (_manifest with { Status = RunStatus.Finished, EpisodesCompleted = 10_000 }).Write(_folder);

        Assert.Equal(RunStatus.Finished, RunManifest.Read(_folder)?.Status);
        Assert.Equal([_folder.Manifest], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Half_written_file_of_a_killed_process_is_cleared_by_the_next_write()
    {
        File.WriteAllText($"{_folder.Manifest}.{new string('a', 32)}.tmp", "{");

        _manifest.Write(_folder);

        Assert.Equal([_folder.Manifest], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Run_that_never_wrote_one_has_none() => Assert.Null(RunManifest.Read(_folder));

    [Fact]
    public void Unknown_entries_of_a_newer_version_are_passed_over()
    {
        _manifest.Write(_folder);
        File.WriteAllText(_folder.Manifest, File.ReadAllText(_folder.Manifest).Replace("\"seed\"", "\"mood\": [1], \"seed\"", StringComparison.Ordinal));

        Assert.Equal(ulong.MaxValue, RunManifest.Read(_folder)?.Seed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"seed\": 1, \"epis")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Torn_file_is_named(string text)
    {
        File.WriteAllText(_folder.Manifest, text);

        var fault = Assert.Throws<RunFolderException>(() => RunManifest.Read(_folder));

        Assert.Contains(_folder.Manifest, fault.Message, StringComparison.Ordinal);
    }

    [TinyDiskFact]
    public void Full_disk_keeps_the_earlier_file()
    {
        using var disk = new TinyDisk();
        var folder = RunFolder.CreateAt(Path.Combine(disk.Path, "run"), Packs.Small());
        _manifest.Write(folder);
        var huge = _manifest with { Options = new Dictionary<string, string> { ["--config"] = new('x', 1 << 20) } };

        var fault = Assert.Throws<RunFolderException>(() => huge.Write(folder));

        Assert.Contains("the disk is full", fault.Message, StringComparison.Ordinal);
        Assert.Equal(_manifest.Options, RunManifest.Read(folder)?.Options);
        Assert.Equal([folder.Manifest], Directory.GetFiles(folder.Path));
    }
}
