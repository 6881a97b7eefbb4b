using System.Collections.Concurrent;
using Townlet.Experiments.Workers;

namespace Townlet.Experiments.Tests.Workers;

public class TrialLauncherTests
{
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    [Fact]
    public async Task Lines_and_exit_code_arrive()
    {
        using var run = Start("echo \"$@\"; echo oh dear >&2; exit 7");
        Assert.Equal(7, await run.Exited);
        Assert.Equal(["train --checkpoint-dir folder --log-format json --seed 11 --episodes 300 --device cpu"], _output);
        Assert.Equal(["oh dear"], _errors);
    }

    [Fact]
    public async Task A_program_that_was_killed_has_the_code_of_its_signal()
    {
        using var run = Start("kill -KILL $$");
        Assert.Equal(137, await run.Exited);
    }

    [Fact]
    public async Task It_is_asked_to_stop_and_may_take_its_time()
    {
        using var run = Start("trap 'echo stopping; sleep 1; echo stopped; exit 0' TERM; echo ready; while :; do sleep 0.1; done");
        await WaitForAsync("ready");
        run.AskToStop();
        Assert.Equal(0, await run.Exited);
        Assert.Equal(["ready", "stopping", "stopped"], _output);
    }

    [Fact]
    public async Task Nothing_is_left_of_one_that_is_disposed()
    {
        var run = Start("trap '' TERM; echo $$; while :; do sleep 0.1; done");
        await WaitForAsync("");
        var id = int.Parse(_output.First(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(Directory.Exists($"/proc/{id}"));
        run.Dispose();
        await UntilAsync(() => !Directory.Exists($"/proc/{id}"));
    }

    private ITrialRun Start(string script) =>
        new TrialLauncher(new TrialProgram("sh", ["-c", script, "sh"], ["--device", "cpu"])).Start("folder", 11, 300, _output.Enqueue, _errors.Enqueue);

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
