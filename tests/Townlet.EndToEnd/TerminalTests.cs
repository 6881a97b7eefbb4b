using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.EndToEnd;

public sealed class TerminalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Run => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [TerminalTheory]
    [InlineData("train")]
    [InlineData("run", "--no-browser", "--no-frontend")]
    public async Task Closed_terminal_stops_and_saves_the_run(params string[] command)
    {
        string[] port = command[0] == "run" ? ["--port", $"{Ports.Free()}"] : [];
        await using var window = TerminalWindow.Open([.. Training(command), .. port]);
        await window.Process.WaitForLineAsync("steps/s");
        window.Close();
        await window.WaitUntilGoneAsync();
        Assert.Equal(0, window.ExitCode);
        Assert.Null(StoppedRun.FaultOf(Run));
    }

    [TerminalFact]
    public async Task Terminal_whose_output_was_stopped_does_not_keep_the_run_from_stopping()
    {
        await using var window = TerminalWindow.Open(Training("train"));
        await window.Process.WaitForLineAsync("steps/s");
        window.StopOutput();
        var host = Assert.Single(window.Process.Family, process => process.Command.StartsWith(Repository.Program, StringComparison.Ordinal));
        Signals.Send(host.Id, Signals.Terminate);
        await Deadline.WaitUntilAsync(() => window.ExitCode is not null, "The run did not stop.");
        Assert.Equal(0, window.ExitCode);
        Assert.Null(StoppedRun.FaultOf(Run));
    }

    [Fact]
    public async Task Timeout_stops_and_saves_the_run_although_it_sends_its_signal_twice()
    {
        // It passes on what it is sent itself in the way that it ends a command whose time is over: to the command, then to the whole group.
        await using var timeout = TownletProcess.Start("timeout", ["--preserve-status", "1h", .. Training("train")], Repository.Root);
        await timeout.WaitForLineAsync("Episodes 1-100: ");
        timeout.Signal(Signals.Terminate);
        Assert.Equal(0, await timeout.WaitForExitAsync());
        await timeout.WaitUntilNothingIsLeftAsync();
        Assert.Null(StoppedRun.FaultOf(Run));
    }

    [Theory]
    [InlineData(Signals.Terminate, Signals.HangUp)]
    [InlineData(Signals.HangUp, Signals.Terminate)]
    [InlineData(Signals.Interrupt, Signals.Terminate)]
    [InlineData(Signals.Terminate, Signals.Interrupt)]
    public async Task Signals_of_one_event_stop_and_save_the_run_once(int first, int second)
    {
        await using var train = TownletProcess.Start(Repository.Program, Training("train").Skip(1), Repository.Root);
        await train.WaitForLineAsync("Episodes 1-100: ");
        train.Signal(first);
        train.Signal(second);
        Assert.Equal(0, await train.WaitForExitAsync());
        Assert.Null(StoppedRun.FaultOf(Run));
        Assert.Single(train.Messages, message => message == "Shutdown signal received. Gracefully stopping...");
    }

    [Theory]
    [InlineData("> /dev/full")]
    [InlineData("> /dev/full 2>&1")]
    [InlineData(">&-")]
    [InlineData(">&- 2>&-")]
    [InlineData("<&- >&- 2>&-")]
    public async Task Output_that_cannot_be_written_does_not_end_the_run(string output)
    {
        await using var train = Shell($"exec \"$@\" {output}", Training("train"));
        await Deadline.WaitUntilAsync(() => Checkpoints().Any(), "No checkpoint was written.");
        train.Signal(Signals.Terminate);
        Assert.Equal(0, await train.WaitForExitAsync());
        Assert.Equal("", train.ErrorText);
        Assert.Null(StoppedRun.FaultOf(Run));
    }

    [TinyDiskFact]
    public async Task Log_on_a_full_disk_costs_lines_and_says_how_many()
    {
        using var disk = new TinyDisk();
        var log = Path.Combine(disk.Path, "log");
        var filler = Path.Combine(disk.Path, "filler");
        await using var train = Shell("exec \"$@\" >> \"$LOG\"", Training("train", "--log-format", "json"), ("LOG", log));
        await Deadline.WaitUntilAsync(() => File.Exists(log) && new FileInfo(log).Length > 0, "Nothing was logged.");
        Fill(filler);
        Fill(log);
        var before = Checkpoints().Max();
        await Deadline.WaitUntilAsync(() => string.CompareOrdinal(Checkpoints().Max(), before) > 0, "Training stands still.");
        File.Delete(filler);
        await Deadline.WaitUntilAsync(() => ReadShared(log).Contains("could not be written here: No space left on device.", StringComparison.Ordinal), "The log does not say what it lacks.");
        Fill(filler);
        train.Signal(Signals.Terminate);
        Assert.Equal(0, await train.WaitForExitAsync());
        Assert.Null(StoppedRun.FaultOf(Run));
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("validate", "configs/L0_minimal")]
    [InlineData("runs")]
    [InlineData("eval", "--policy", "heuristic", "--config", "configs/L0_minimal", "--lives", "2")]
    [InlineData("simulate", "--config", "configs/L0_minimal", "--actions", "ACTIONS")]
    public async Task Command_whose_output_cannot_be_written_says_so_in_one_sentence(params string[] arguments)
    {
        var actions = _folder["actions.txt"];
        await File.WriteAllTextAsync(actions, "WAIT");
        arguments = [.. arguments.Select(argument => argument == "ACTIONS" ? actions : argument)];
        await using (var full = Shell("exec \"$@\" > /dev/full", [Repository.Program, .. arguments]))
        {
            Assert.Equal(1, await full.WaitForExitAsync());
            Assert.Equal("The output could not be written: No space left on device.", full.ErrorText);
        }

        await using (var closed = Shell("exec \"$@\" >&-", [Repository.Program, .. arguments]))
        {
            Assert.Equal(1, await closed.WaitForExitAsync());
            Assert.Equal("The output could not be written: it is closed.", closed.ErrorText);
        }

        // A reader that has seen enough is no fault.
        await using var read = Shell("set -o pipefail; \"$@\" | head -c 1", [Repository.Program, .. arguments]);
        Assert.Equal(0, await read.WaitForExitAsync());
        Assert.Equal("", read.ErrorText);
    }

    private static TownletProcess Shell(string line, IEnumerable<string> command, params (string Name, string Value)[] environment) => TownletProcess.Start(
        "bash", ["-c", line, "bash", .. command], Repository.Root, environment.ToDictionary(variable => variable.Name, variable => variable.Value));

    private static void Fill(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            while (true)
            {
                file.Write("\n"u8);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    /// <summary>The program, with a run of this test that takes as long as it is let.</summary>
    private string[] Training(params string[] command) =>
        [Repository.Program, .. command, "--config", EditedPack.WithCheckpointEvery(10, _folder, "L0_minimal"), "--episodes", "1000000", "--checkpoint-dir", Run];

    private IEnumerable<string> Checkpoints()
    {
        var checkpoints = Path.Combine(Run, "checkpoints");
        return Directory.Exists(checkpoints) ? Directory.EnumerateFiles(checkpoints, "*.safetensors") : [];
    }
}
