using System.Text.Json;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;

namespace Townlet.EndToEnd;

/// <summary>An experiment on several processes of this machine, each worker with a folder of its own.</summary>
public sealed class WorkerTests : IDisposable
{
    /// <summary>Of an experiment whose trials share the cores.</summary>
    private static readonly TimeSpan _whole = 3 * Deadline.Generous;

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Ports.Free();

    public WorkerTests() => File.WriteAllText(
        _folder["quick.conf"],
        """
        townlet.experiments { lease = 4 s, margin = 1 s, silence = 4 s }
        akka.cluster.failure-detector.acceptable-heartbeat-pause = 2 s
        akka.cluster.split-brain-resolver.stable-after = 1 s
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_worker_waits_for_an_experiment_helps_it_and_leaves_on_ctrl_c()
    {
        await using var worker = StartWorker("one");
        await worker.WaitForLineAsync($"127.0.0.1:{_port} does not answer. Waiting for it.");
        await using (var experiment = StartExperiment(runs: 4, episodes: 12))
        {
            Assert.Equal(0, await experiment.WaitForExitAsync());
            await experiment.WaitUntilNothingIsLeftAsync();
            Assert.Equal("", experiment.ErrorText);
            Assert.Contains("[Experiment] one joins, and runs 1 at a time.", experiment.Messages);
            Assert.Equal(4, experiment.Messages.Count(message => message.Contains(" is finished after 12 lives", StringComparison.Ordinal)));
            Assert.DoesNotContain(experiment.Messages, message => message.StartsWith("[Supervisor]", StringComparison.Ordinal));
        }

        Assert.Contains("[Worker] Works for experiment shared.", worker.Messages);
        var helped = Directory.GetDirectories(Path.Combine(_folder["one"], "shared", "L0_minimal"));
        Assert.NotEmpty(helped);
        Assert.Equal(Enumerable.Range(1, 12).Select(number => (long)number), RunDatabase.Episodes(helped[0]));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder["runs"], "shared", "L0_minimal")).Select(Path.GetFileName).Intersect(helped.Select(Path.GetFileName)));

        worker.Signal(Signals.Interrupt);
        Assert.Equal(0, await worker.WaitForExitAsync());
        await worker.WaitUntilNothingIsLeftAsync();
        Assert.Equal("", worker.ErrorText);
        Assert.Contains("The worker has left. Goodbye!", worker.Messages);
    }

    [Fact]
    public async Task Trials_of_a_killed_worker_go_on_elsewhere_and_those_of_one_that_leaves_at_once()
    {
        await using var experiment = StartExperiment(runs: 2, episodes: 150);
        await experiment.WaitForLineAsync(" starts.");
        // It keeps the coordinator's one slot, so that the other trial can only go to a worker.
        var own = (await experiment.WaitForFamilyAsync(family => family.Any(IsTrial), "its own trial runs")).First(IsTrial);
        Signals.Send(own.Id, Signals.Stop);
        await using (var first = StartWorker("first"))
        {
            await first.WaitForLineAsync("seed_2 starts.");
            await using var second = StartWorker("second");
            await experiment.WaitForLineAsync("second joins");
            first.Signal(Signals.Kill);
            await first.WaitUntilNothingIsLeftAsync();
            await experiment.WaitForLineAsync("seed_2 goes on at second.");
            await second.WaitForLineAsync("seed_2 starts.");

            await using var third = StartWorker("third");
            await experiment.WaitForLineAsync("third joins");
            second.Signal(Signals.Interrupt);
            Assert.Equal(0, await second.WaitForExitAsync());
            await second.WaitUntilNothingIsLeftAsync();
            await experiment.WaitForLineAsync("seed_2 goes on at third.");
            Signals.Send(own.Id, Signals.Continue);
            Assert.Equal(0, await experiment.WaitForExitAsync(_whole));
        }

        await experiment.WaitUntilNothingIsLeftAsync();
        await CheckAsync(runs: 2, episodes: 150, epochs: 3);
        Assert.Equal(Enumerable.Range(1, 150).Select(number => (long)number), RunDatabase.Episodes(Path.Combine(_folder["third"], "shared", "L0_minimal", "seed_2")));
    }

    private static bool IsTrial(RunningProcess process) => process.Command.Contains("--log-format json", StringComparison.Ordinal) && process.Name != "sh";

    [Fact]
    public async Task A_killed_coordinator_takes_back_what_its_workers_run_and_everything_goes_on_after_everything_was_killed()
    {
        // With the leases of every day, so that they outlive the way of a new coordinator.
        const string Terms = "townlet.experiments.lease = 30 s";
        await using var worker = StartWorker("one");
        await using (var experiment = StartExperiment(runs: 2, episodes: 120, Terms))
        {
            await worker.WaitForLineAsync("seed_2 starts.");
            await experiment.WaitForLineAsync("seed_1 starts.");
            experiment.Signal(Signals.Kill);
            await experiment.WaitUntilNothingIsLeftAsync();
        }

        await worker.WaitForLineAsync($"127.0.0.1:{_port} does not answer. Waiting for it.");
        await using (var again = StartExperiment(runs: 2, episodes: 120, Terms))
        {
            // At once: it knows that the trials of its predecessor are gone.
            await again.WaitForLineAsync("seed_1 goes on at ");
            await again.WaitForLineAsync("one joins");
            Assert.Equal(1, worker.Messages.Count(message => message.EndsWith("seed_2 starts.", StringComparison.Ordinal)));
            Assert.DoesNotContain(worker.Messages, message => message.EndsWith("has stopped.", StringComparison.Ordinal));
            Assert.DoesNotContain(again.Messages, message => message.Contains("seed_2 goes on at ", StringComparison.Ordinal));
            again.Signal(Signals.Kill);
            worker.Signal(Signals.Kill);
            await again.WaitUntilNothingIsLeftAsync();
            await worker.WaitUntilNothingIsLeftAsync();
        }

        await using var workerAgain = StartWorker("one");
        await using (var last = StartExperiment(runs: 2, episodes: 120, Terms))
        {
            Assert.Equal(0, await last.WaitForExitAsync(_whole));
            await last.WaitUntilNothingIsLeftAsync();
        }

        await CheckAsync(runs: 2, episodes: 120, epochs: null);
    }

    [Fact]
    public async Task A_worker_that_stood_still_beyond_its_lease_stops_when_it_wakes_up_and_the_result_counts_once()
    {
        await using var experiment = StartExperiment(runs: 2, episodes: 120);
        await experiment.WaitForLineAsync(" starts.");
        await using var sleeper = StartWorker("sleeper");
        await sleeper.WaitForLineAsync("seed_2 starts.");
        await using var other = StartWorker("other");
        await experiment.WaitForLineAsync("other joins");
        sleeper.Signal(Signals.Stop);
        await experiment.WaitForLineAsync("seed_2 goes on at other.");
        sleeper.Signal(Signals.Continue);
        await sleeper.WaitForLineAsync("seed_2 has stopped.");
        Assert.Equal(0, await experiment.WaitForExitAsync(_whole));
        Assert.Equal(1, experiment.Messages.Count(message => message.Contains("seed_2 is finished", StringComparison.Ordinal)));
        await CheckAsync(runs: 2, episodes: 120, epochs: 2);
    }

    [Fact]
    public async Task Ctrl_c_on_the_coordinator_stops_the_trials_of_all_workers()
    {
        await using var worker = StartWorker("one");
        await using (var experiment = StartExperiment(runs: 2, episodes: 120))
        {
            await worker.WaitForLineAsync("seed_2 starts.");
            experiment.Signal(Signals.Interrupt);
            Assert.Equal(0, await experiment.WaitForExitAsync());
            await experiment.WaitUntilNothingIsLeftAsync();
        }

        await worker.WaitForLineAsync("seed_2 has stopped.");
        await worker.WaitForFamilyAsync(family => !family.Any(process => process.Command.Contains("--log-format json", StringComparison.Ordinal)), "no trial runs");
        Assert.False(worker.HasExited);
    }

    private TownletProcess StartExperiment(int runs, int episodes, string settings = "") => Start(
        [
            "train", "--experiment-name", "shared", "--config", Repository.Pack("L0_minimal"), "--runs", $"{runs}", "--parallel", "1", "--episodes", $"{episodes}",
            "--cluster-port", $"{_port}", "--hocon", Settings(settings),
        ]);

    private TownletProcess StartWorker(string name) => Start(
        ["worker", "--join", $"localhost:{_port}", "--root", _folder[name], "--node", name, "--slots", "1", "--hocon", Settings("")]);

    private string Settings(string more)
    {
        var file = _folder[$"settings-{more.Length}.conf"];
        File.WriteAllText(file, $"{File.ReadAllText(_folder["quick.conf"])}\n{more}\n");
        return file;
    }

    private TownletProcess Start(IEnumerable<string> arguments) => TownletProcess.Start(Repository.Program, arguments, _folder.Path);

    /// <param name="runs">All of them finished.</param>
    /// <param name="episodes">With so many lives each.</param>
    /// <param name="epochs">Of the last run; null: any.</param>
    private async Task CheckAsync(int runs, int episodes, int? epochs)
    {
        await using var report = Start(["report", "shared", "--json"]);
        Assert.Equal(0, await report.WaitForExitAsync());
        var all = JsonDocument.Parse(report.OutputText).RootElement.GetProperty("arms")[0].GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Repeat((episodes, "finished"), runs), all.Select(run => (run.GetProperty("episodes").GetInt32(), run.GetProperty("state").GetString()!)));
        if (epochs is { } wanted)
        {
            Assert.Equal(wanted, all[^1].GetProperty("epoch").GetInt32());
        }
    }
}
