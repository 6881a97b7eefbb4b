using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.EndToEnd;

public sealed class DiskTests
{
    private const string CheckpointMissed = "Training continues; the earlier checkpoint stays.";

    [TinyDiskFact]
    public async Task Full_disk_costs_checkpoints_and_no_life()
    {
        using var disk = new TinyDisk(kibibytes: 48 * 1024);
        using var packs = new TemporaryFolder();
        var run = Path.Combine(disk.Path, "run");
        string[] training = ["train", "--config", EditedPack.WithCheckpointEvery(10, packs, "L0_minimal"), "--checkpoint-dir", run, "--episodes"];
        await using var train = TownletProcess.Start([.. training, "1000000"]);
        await train.WaitForLineAsync("Episodes 1-100: ");
        var filler = Path.Combine(disk.Path, "filler");
        Fill(filler);

        await WaitForWarningsAsync(train, 3, line => line.Contains("the disk is full", StringComparison.Ordinal) && line.EndsWith(CheckpointMissed, StringComparison.Ordinal));
        AssertOnlyWholeFiles(run);

        var checkpoints = Path.Combine(run, "checkpoints");
        var newest = Newest(checkpoints);
        File.Delete(filler);
        await WaitForNewerAsync(checkpoints, newest);
        train.Signal(Signals.Interrupt);
        Assert.Equal(0, await train.WaitForExitAsync());

        var lived = RunDatabase.Episodes(run).Count;
        await using var more = TownletProcess.Start([.. training, $"{lived + 5}"]);
        Assert.Equal(0, await more.WaitForExitAsync());
        Assert.Contains($"[Training] Loaded checkpoint from episode {lived}", more.Messages);
        Assert.Equal(Enumerable.Range(1, lived + 5).Select(number => (long)number), RunDatabase.Episodes(run).Order());
    }

    [TinyDiskFact]
    public async Task Checkpoint_folder_that_becomes_read_only_or_is_removed_costs_checkpoints_only()
    {
        using var disk = new TinyDisk(kibibytes: 48 * 1024);
        using var folder = new TemporaryFolder();
        var checkpoints = Directory.CreateDirectory(Path.Combine(folder["run"], "checkpoints")).FullName;
        Directory.Delete(checkpoints);
        Directory.CreateSymbolicLink(checkpoints, disk.Path);
        await using var train = TownletProcess.Start(
            "train", "--config", EditedPack.WithCheckpointEvery(10, folder, "L0_minimal"), "--checkpoint-dir", folder["run"], "--episodes", "1000000");
        await train.WaitForLineAsync("Episodes 1-100: ");

        // This fails while a process writes to it.
        await Deadline.WaitUntilAsync(disk.TryMakeReadOnly, "The disk could not be made read-only.");
        await WaitForWarningsAsync(train, 2, line => line.Contains("the disk is read-only", StringComparison.Ordinal) && line.EndsWith(CheckpointMissed, StringComparison.Ordinal));
        AssertOnlyWholeFiles(folder["run"]);
        disk.MakeWritable();
        var newest = Newest(checkpoints);
        await WaitForNewerAsync(checkpoints, newest);

        // The folder and the link to it are removed; a new folder replaces it.
        Directory.Delete(checkpoints);
        await WaitForNewerAsync(checkpoints, newest: null);

        train.Signal(Signals.Interrupt);
        Assert.Equal(0, await train.WaitForExitAsync());
        Assert.Contains(train.Messages, message => message.StartsWith("[Training] Saving checkpoint at episode ", StringComparison.Ordinal));
    }

    private static void Fill(string path)
    {
        var block = new byte[64 * 1024];
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static async Task WaitForWarningsAsync(TownletProcess process, int count, Predicate<string> fits)
    {
        var seen = 0;
        await process.WaitForLineAsync(line => fits(line) && ++seen == count, $"{count} warnings");
    }

    private static string? Newest(string checkpoints) =>
        Directory.Exists(checkpoints) ? Directory.EnumerateFiles(checkpoints, "*.safetensors").Max() : null;

    private static Task WaitForNewerAsync(string checkpoints, string? newest) => Deadline.WaitUntilAsync(
        () => string.CompareOrdinal(Newest(checkpoints), newest) > 0, $"No newer checkpoint than {newest} was written.");

    private static void AssertOnlyWholeFiles(string run) => Assert.All(
        ((string[])["checkpoints", "policies"]).SelectMany(part => Directory.EnumerateFiles(Path.Combine(run, part))),
        file => Assert.EndsWith(".safetensors", file, StringComparison.Ordinal));
}
