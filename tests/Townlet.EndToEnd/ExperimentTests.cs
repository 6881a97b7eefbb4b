using System.Text.Json;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;

namespace Townlet.EndToEnd;

public sealed class ExperimentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Runs_end_in_a_report_and_each_is_what_it_would_be_by_hand()
    {
        string[] command = ["--experiment-name", "short", "--config", Repository.Pack("L0_minimal"), "--vary", "population.gamma=0.9,0.99", "--runs", "2", "--parallel", "2", "--episodes", "12"];
        await using (var experiment = Start(["run", .. command]))
        {
            Assert.Equal(0, await experiment.WaitForExitAsync());
            await experiment.WaitUntilNothingIsLeftAsync();
            Assert.Equal("", experiment.ErrorText);
            Assert.Contains("Arms: gamma=0.9 | gamma=0.99", experiment.Messages);
            Assert.Contains("Runs: 2 of each arm, 2 at a time", experiment.Messages);
            Assert.Equal(4, experiment.Messages.Count(message => message.EndsWith(" starts.", StringComparison.Ordinal)));
            Assert.Equal(4, experiment.Messages.Count(message => message.Contains(" is finished after 12 lives", StringComparison.Ordinal)));
            Assert.Contains(experiment.Messages, message => message.StartsWith("gamma=0.99  2     2         0 ", StringComparison.Ordinal));
        }

        JsonElement run;
        await using (var report = Start("report", "short", "--json"))
        {
            Assert.Equal(0, await report.WaitForExitAsync());
            var arms = JsonDocument.Parse(report.OutputText).RootElement.GetProperty("arms");
            Assert.Equal([2, 2], arms.EnumerateArray().Select(arm => arm.GetProperty("finished").GetInt32()));
            run = arms[0].GetProperty("runs")[1];
            Assert.Equal(run.GetProperty("seed").GetUInt64(), arms[1].GetProperty("runs")[1].GetProperty("seed").GetUInt64());
            Assert.InRange(run.GetProperty("final").GetProperty("mean").GetDouble(), 0.01, 0.4);
        }

        var trial = Path.Combine(_folder["runs"], "short", run.GetProperty("folder").GetString()!);
        var pack = EditedPack.With(_folder, "L0_minimal", ("population", "gamma", "0.9"));
        await using (var byHand = Start("train", "--config", pack, "--seed", $"{run.GetProperty("seed").GetUInt64()}", "--episodes", "12", "--checkpoint-dir", _folder["by-hand"]))
        {
            Assert.Equal(0, await byHand.WaitForExitAsync());
        }

        var difference = RunContent.Of(trial).DifferenceFrom(RunContent.Of(_folder["by-hand"]));
        Assert.True(difference is null, difference);

        await using (var again = Start(["train", .. command]))
        {
            Assert.Equal(0, await again.WaitForExitAsync());
            Assert.Contains("[Experiment] 4 of 4 trials have ended already.", again.Messages);
            Assert.DoesNotContain(again.Messages, message => message.EndsWith(" starts.", StringComparison.Ordinal));
        }

        await using var another = Start(["run", .. command[..^1], "13"]);
        Assert.Equal(2, await another.WaitForExitAsync());
        Assert.Equal(
            "There is another experiment short: episodes is 12 in the experiment and 13 now. Ask for the same to go on with it, or choose another name with --experiment-name.",
            another.ErrorText);
    }

    [Fact]
    public async Task Ctrl_c_saves_every_trial_and_kill_leaves_none_and_the_same_command_goes_on()
    {
        string[] command = ["run", "--experiment-name", "long", "--config", Repository.Pack("L0_minimal"), "--runs", "2", "--parallel", "2", "--episodes", "80"];
        await using (var experiment = Start(command))
        {
            await experiment.WaitForFamilyAsync(family => family.Count(process => process.Command.Contains("--log-format json", StringComparison.Ordinal) && process.Name != "sh") == 2, "two trials run");
            await UntilCheckpointAsync("seed_1");
            experiment.Signal(Signals.Interrupt);
            Assert.Equal(0, await experiment.WaitForExitAsync());
            await experiment.WaitUntilNothingIsLeftAsync();
            Assert.Contains("The experiment is paused. The same command goes on with it.", experiment.Messages);
        }

        await using (var killed = Start(command))
        {
            await killed.WaitForLineAsync(" goes on at ");
            killed.Signal(Signals.Kill);
            await killed.WaitForExitAsync();
            await killed.WaitUntilNothingIsLeftAsync();
        }

        await using var experimentAgain = Start(command);
        Assert.Equal(0, await experimentAgain.WaitForExitAsync());
        await experimentAgain.WaitUntilNothingIsLeftAsync();
        Assert.Equal(Enumerable.Range(1, 80).Select(number => (long)number), RunDatabase.Episodes(Path.Combine(_folder["runs"], "long", "L0_minimal", "seed_2")));
        Assert.Contains("Townlet 0.1.0 Experiment Going On", experimentAgain.Messages);
    }

    [Theory]
    [InlineData("'population.gama': a pack has no such key, did you mean 'population.gamma'?", "--runs", "2", "--vary", "population.gama=0.9,0.99")]
    [InlineData("How many runs? Say it with --runs", "--experiment-name", "x")]
    [InlineData("--checkpoint-dir names the folder of one run", "--runs", "2", "--checkpoint-dir", "x")]
    public async Task What_is_no_experiment_is_refused_before_anything_is_made(string reason, params string[] options)
    {
        await using var experiment = Start(["run", "--config", Repository.Pack("L0_minimal"), .. options]);
        Assert.Equal(2, await experiment.WaitForExitAsync());
        Assert.StartsWith(reason, experiment.ErrorText, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["runs"]));
    }

    private TownletProcess Start(params IEnumerable<string> arguments) => TownletProcess.Start(Repository.Program, arguments, _folder.Path);

    /// <summary>Polls, since the system sends no notification.</summary>
    private async Task UntilCheckpointAsync(string seed)
    {
        using var limit = new CancellationTokenSource(Deadline.Generous);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var folder = Path.Combine(_folder["runs"], "long", "L0_minimal", seed, "checkpoints");
        while (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*.safetensors").Any())
        {
            await look.WaitForNextTickAsync(limit.Token);
        }
    }
}
