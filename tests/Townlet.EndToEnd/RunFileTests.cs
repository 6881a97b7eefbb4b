using System.Runtime.Versioning;
using System.Text.Json;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.EndToEnd;

/// <summary>Runs whose files are not as a run left them: on media that cannot be written, of another user, replaced by others or by what is no file.</summary>
public sealed class RunFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Ports.Free();

    private string Run => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [TinyDiskFact]
    public async Task Run_on_a_read_only_disk_is_listed_evaluated_and_served_and_training_there_says_why_not()
    {
        using var disk = new TinyDisk(kibibytes: 48 * 1024);
        var run = Path.Combine(disk.Path, "run");
        await TrainAsync(run, episodes: 3);
        await Deadline.WaitUntilAsync(disk.TryMakeReadOnly, "The disk could not be made read-only.");

        await AssertListedAndServedAsync([], disk.Path, run);
        var refused = await FinishAsync(2, "train", "--checkpoint-dir", run, "--episodes", "4");
        Assert.StartsWith($"Training cannot resume in {run}: the disk is mounted read-only. Copy that folder", refused.ErrorText, StringComparison.Ordinal);
    }

    [OtherUserFact]
    [UnsupportedOSPlatform("windows")]
    public async Task Run_of_another_user_is_listed_evaluated_and_served_and_training_there_says_why_not()
    {
        var root = Directory.CreateDirectory(_folder["runs"]).FullName;
        var run = Path.Combine(root, "run");
        await TrainAsync(run, episodes: 3);
        var asNobody = OtherUserFactAttribute.Prefix;
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);

        await AssertListedAndServedAsync(asNobody, root, run);
        await using var refused = Start([.. asNobody, Repository.Program, "train", "--checkpoint-dir", run, "--episodes", "4"]);
        Assert.Equal(2, await refused.WaitForExitAsync());
        Assert.StartsWith($"Training cannot resume in {run}: this user has no permission to write there.", refused.ErrorText, StringComparison.Ordinal);

        File.SetUnixFileMode(run, (UnixFileMode)0b111_000_000);
        await using var closed = Start([.. asNobody, Repository.Program, "serve", "--run", run]);
        Assert.Equal(2, await closed.WaitForExitAsync());
        Assert.Contains($"{run} cannot be looked into: this user has no permission to do that.", closed.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Named_pipes_in_the_place_of_files_are_said_and_never_waited_for()
    {
        await TrainAsync(Run, episodes: 3);
        NamedPipe.Create(_folder["pipe"]);
        NamedPipe.Create(Path.Combine(Run, "checkpoints", "checkpoint_ep00900.safetensors"));
        NamedPipe.Create(Path.Combine(Run, "policies", "policy_ep00900.safetensors"));

        var trained = await TrainAsync(Run, episodes: 4);
        Assert.Contains(trained.Messages, message => message.Contains("checkpoint_ep00900.safetensors is a named pipe, not a file", StringComparison.Ordinal));
        Assert.Contains("[Training] Loaded checkpoint from episode 3", trained.Messages);
        await FinishAsync(0, "eval", "--checkpoint", Run, "--lives", "1");

        var pack = Repository.Pack("L0_minimal");
        await AssertRefusedAsync("eval", "--checkpoint", _folder["pipe"], "--config", pack);
        await AssertRefusedAsync("simulate", "--config", pack, "--actions", _folder["pipe"]);
        await AssertRefusedAsync("validate", _folder["pipe"]);
        await AssertRefusedAsync("train", "--config", _folder["pipe"]);
        await AssertRefusedAsync("train", "--config", pack, "--hocon", _folder["pipe"]);

        File.Delete(Path.Combine(Run, "run.json"));
        NamedPipe.Create(Path.Combine(Run, "run.json"));
        var listed = await FinishAsync(0, "runs", "--root", _folder.Path);
        Assert.Contains("run.json is a named pipe, not a file.", listed.OutputText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checkpoints_of_others_are_named_and_passed_over_and_where_there_are_no_others_nothing_is_lost()
    {
        await TrainAsync(Run, episodes: 3);
        await TrainAsync(_folder["other"], episodes: 6, "--seed", "12");
        var own = Path.Combine(Run, "checkpoints", "checkpoint_ep00003.safetensors");
        File.Copy(own, own.Replace("00003", "00900", StringComparison.Ordinal));
        File.Copy(_folder["other/checkpoints/checkpoint_ep00006.safetensors"], Path.Combine(Run, "checkpoints", "checkpoint_ep00006.safetensors"));

        var trained = await TrainAsync(Run, episodes: 4);
        Assert.Contains(trained.Messages, message => message.Contains("checkpoint_ep00900.safetensors is not used: its name says episode 900, and it was taken at episode 3.", StringComparison.Ordinal));
        Assert.Contains(trained.Messages, message => message.Contains("checkpoint_ep00006.safetensors is not used: it is of a run with seed 12, and this run has seed 11.", StringComparison.Ordinal));
        Assert.Contains("[Training] Loaded checkpoint from episode 3", trained.Messages);

        File.Delete(own);
        File.Delete(own.Replace("00003", "00004", StringComparison.Ordinal));
        var refused = await FinishAsync(1, "train", "--checkpoint-dir", Run, "--episodes", "5");
        Assert.Contains(refused.Messages, message => message.Contains($"The run in {Run} has no checkpoint to resume from", StringComparison.Ordinal));
        Assert.Equal([1, 2, 3, 4], RunDatabase.Episodes(Run));
    }

    [Fact]
    public async Task Records_that_were_overwritten_cost_no_life_and_are_counted_at_the_end()
    {
        await TrainAsync(Run, episodes: 3);
        var database = Path.Combine(Run, "metrics.db");
        await File.WriteAllTextAsync(database, string.Concat(Enumerable.Repeat("my thesis ", 1000)));

        var trained = await TrainAsync(Run, episodes: 5);

        var reason = $"{database} could not be opened: it is not an SQLite database.";
        Assert.Contains(trained.Messages, message => message.Contains($"Warning: {reason}", StringComparison.Ordinal));
        Assert.Contains(trained.Messages, message => message.Contains($"Lost in this run: 2 episodes from 4 to 5 are not recorded ({reason}", StringComparison.Ordinal));
        Assert.DoesNotContain(trained.Messages, message => message.Contains("Akka", StringComparison.Ordinal) || message.Length > 600);
        var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Run, "run.json"))).RootElement;
        Assert.Equal(("finished", 5), (manifest.GetProperty("status").GetString(), manifest.GetProperty("episodes_completed").GetInt32()));
    }

    private async Task AssertListedAndServedAsync(string[] asUser, string root, string run)
    {
        await using (var listing = Start([.. asUser, Repository.Program, "runs", "--json", "--root", root]))
        {
            Assert.Equal(0, await listing.WaitForExitAsync());
            var listed = JsonDocument.Parse(listing.OutputText).RootElement;
            Assert.Equal(("finished", 3, JsonValueKind.Null), (listed.GetProperty("status").GetString(), listed.GetProperty("episodes").GetInt32(), listed.GetProperty("fault").ValueKind));
        }

        await using (var evaluation = Start([.. asUser, Repository.Program, "eval", "--checkpoint", run, "--lives", "1"]))
        {
            Assert.True(await evaluation.WaitForExitAsync() == 0, evaluation.Transcript());
        }

        await using var serving = Start([.. asUser, Repository.Program, "serve", "--run", run, "--no-frontend", "--port", $"{_port}"]);
        await serving.WaitForLineAsync("All systems operational");
        using var http = new HttpClient { Timeout = Deadline.Generous };
        var episodes = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri($"http://127.0.0.1:{_port}/api/episodes"))).RootElement;
        Assert.Equal(3, episodes.GetProperty("total").GetInt32());
        Assert.DoesNotContain(serving.Messages, message => message.Contains("Warning", StringComparison.Ordinal));
        serving.Signal(Signals.Interrupt);
        Assert.Equal(0, await serving.WaitForExitAsync());
    }

    private static async Task AssertRefusedAsync(params string[] arguments)
    {
        var refused = await FinishAsync(2, arguments);
        Assert.Contains("is a named pipe", refused.ErrorText, StringComparison.Ordinal);
    }

    private static Task<TownletProcess> TrainAsync(string run, int episodes, params string[] more)
    {
        string[] begin = Directory.Exists(run) ? [] : ["--config", "configs/L0_minimal", .. more.Length > 0 ? more : ["--seed", "11"]];
        return FinishAsync(0, ["train", "--checkpoint-dir", run, "--episodes", $"{episodes}", .. begin]);
    }

    private static async Task<TownletProcess> FinishAsync(int exitCode, params string[] arguments)
    {
        await using var process = TownletProcess.Start(arguments);
        var ended = await process.WaitForExitAsync();
        Assert.True(ended == exitCode, $"{ended}: {process.Transcript()}");
        return process;
    }

    private TownletProcess Start(string[] command) => TownletProcess.Start(command[0], command[1..], _folder.Path);
}
