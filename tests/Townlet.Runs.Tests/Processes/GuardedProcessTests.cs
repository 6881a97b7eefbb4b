using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Townlet.Runs.Processes;

namespace Townlet.Runs.Tests.Processes;

public class GuardedProcessTests
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    [Fact]
    public async Task Lines_and_exit_code_arrive()
    {
        using var process = Start("echo one; echo; echo oh dear >&2; exit 7");
        Assert.Equal(7, await process.ExitCode);
        Assert.Equal(["one"], _output);
        Assert.Equal(["oh dear"], _errors);
    }

    [Fact]
    public async Task Program_that_was_killed_has_the_code_of_its_signal()
    {
        using var process = Start("kill -KILL $$");
        Assert.Equal(137, await process.ExitCode);
    }

    [Fact]
    public async Task Program_runs_in_its_folder_with_its_variables()
    {
        using var process = Start("pwd; echo \"$TOWNLET_TEST\"; echo \"${HOME-gone}\"", new Dictionary<string, string?> { ["TOWNLET_TEST"] = "a b", ["HOME"] = null });
        Assert.Equal(0, await process.ExitCode);
        Assert.Equal(["/", "a b", "gone"], _output);
    }

    [Fact]
    public async Task It_is_asked_to_stop_and_may_take_its_time()
    {
        using var process = Start("trap 'echo stopping; sleep 1; echo stopped; exit 0' TERM; echo ready; while :; do sleep 0.1; done");
        await WaitForAsync("ready");
        process.AskToStop();
        Assert.Equal(0, await process.ExitCode);
        Assert.Equal(["ready", "stopping", "stopped"], _output);
    }

    [Fact]
    public async Task Closed_pipe_ends_the_whole_group_within_the_grace()
    {
        using var process = Start("trap '' TERM; sleep 1000 & echo $!; while :; do sleep 0.1; done");
        await WaitForAsync("");
        process.Terminate();
        await process.Ended;
        await UntilAsync(() => !IsRunning(_output.First()));
    }

    [Fact]
    public async Task Nothing_is_left_of_one_that_is_disposed()
    {
        var process = Start("trap '' TERM; echo $$; while :; do sleep 0.1; done");
        await WaitForAsync("");
        Assert.True(IsRunning(_output.First()));
        process.Dispose();
        await UntilAsync(() => !IsRunning(_output.First()));
    }

    private static bool IsRunning(string id) => Directory.Exists($"/proc/{int.Parse(id, CultureInfo.InvariantCulture)}");

    private GuardedProcess Start(string script, Dictionary<string, string?>? environment = null) => GuardedProcess.Start(
        new GuardedProgram("sh", ["-c", script], TimeSpan.FromSeconds(1)) { WorkingDirectory = "/", Environment = (environment ?? []).ToImmutableDictionary() },
        _output.Enqueue,
        _errors.Enqueue);

    private Task WaitForAsync(string line) => UntilAsync(() => line.Length == 0 ? !_output.IsEmpty : _output.Contains(line));

    /// <summary>Polls, since the system sends no notification.</summary>
    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!holds())
        {
            await look.WaitForNextTickAsync(limit.Token);
        }
    }
}
