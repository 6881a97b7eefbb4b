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
    public async Task Options_of_the_experiment_in_the_environment_are_none_of_the_trials()
    {
        Environment.SetEnvironmentVariable("TOWNLET_EPISODES", "1");
        try
        {
            using var run = Start("env | grep -c ^TOWNLET_");
            Assert.Equal(1, await run.Exited);
            Assert.Equal(["0"], _output);
        }
        finally
        {
            Environment.SetEnvironmentVariable("TOWNLET_EPISODES", null);
        }
    }

    private ITrialRun Start(string script) =>
        new TrialLauncher(new TrialProgram("sh", ["-c", script, "sh"], ["--device", "cpu"])).Start("folder", 11, 300, _output.Enqueue, _errors.Enqueue);
}
