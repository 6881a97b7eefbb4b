using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.EndToEnd;

/// <summary>Experiments whose trials are carried into a store. A folder of its own stands for each machine.</summary>
public sealed class ExperimentStoreTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly string _pack;

    public ExperimentStoreTests()
    {
        _pack = EditedPack.WithCheckpointEvery(10, _disk, "L0_minimal");
        foreach (var place in (string[])["first", "second", "store", "objects"])
        {
            Directory.CreateDirectory(_disk[place]);
        }
    }

    public void Dispose() => _disk.Dispose();

    [S3Theory]
    [InlineData("s3rver")]
    [InlineData("fauxqs")]
    public async Task Finished_runs_that_are_not_here_are_brought_from_the_bucket(string kind)
    {
        await using var server = await S3Server.StartAsync(kind, _disk["objects"]);
        string[] command = ["train", "--experiment-name", "short", "--config", _pack, "--runs", "2", "--parallel", "2", "--episodes", "20", "--store", $"s3://{S3Server.Bucket}/of", "--s3-endpoint", $"{server.Endpoint}"];
        await using (var experiment = Start("first", command))
        {
            Assert.Equal(0, await experiment.WaitForExitAsync());
            Assert.Equal("", experiment.ErrorText);
            Assert.Contains("Store: s3://town/of", experiment.Messages);
            Assert.Equal(2, experiment.Messages.Count(line => line.EndsWith(" is safe in the store as of episode 20.", StringComparison.Ordinal)));
        }

        Directory.Move(Trial("first", 2), _disk["elsewhere"]);
        await using (var again = Start("first", command))
        {
            Assert.Equal(0, await again.WaitForExitAsync());
            Assert.DoesNotContain(again.Messages, line => line.Contains("could not be brought", StringComparison.Ordinal));
        }

        AssertSame(_disk["elsewhere"], Trial("first", 2));
    }

    [Fact]
    public async Task Trial_whose_machine_is_lost_goes_on_from_its_committed_checkpoint_and_ends_as_one_that_never_moved()
    {
        string[] options = ["--runs", "1", "--parallel", "1", "--episodes", "400", "--seed", "3", "--store", _disk["store"]];
        string[] command = ["train", "--experiment-name", "moved", "--config", _pack, .. options];
        await using (var lost = Start("first", command))
        {
            await lost.WaitForLineAsync(" is safe in the store as of episode ");
            lost.Signal(Signals.Kill);
            await lost.WaitForExitAsync();
            await lost.WaitUntilNothingIsLeftAsync();
        }

        // What the coordinator knows, and nothing of the runs.
        var experiment = Directory.CreateDirectory(Path.Combine(_disk["second"], "runs", "moved")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_disk["first"], "runs", "moved"), "experiment.*"))
        {
            File.Copy(file, Path.Combine(experiment, Path.GetFileName(file)));
        }

        await using (var other = Start("second", command))
        {
            Assert.Equal(0, await other.WaitForExitAsync());
            Assert.Equal("", other.ErrorText);
            Assert.DoesNotContain(other.Messages, line => line.Contains("goes on from what this machine has of it", StringComparison.Ordinal));
        }

        // The first machine comes back. Its trial begins where it was stopped, and must end the same.
        await using (var byHand = TownletProcess.Start(Repository.Program, ["train", "--checkpoint-dir", Trial("first", 1)], _disk["first"]))
        {
            Assert.Equal(0, await byHand.WaitForExitAsync());
        }

        AssertSame(Trial("first", 1), Trial("second", 1));
    }

    [Fact]
    public async Task Runs_that_a_worker_finished_come_to_the_folder_of_the_experiment()
    {
        var port = Ports.Free();
        // It is told the store by the coordinator.
        await using var worker = Start("second", ["worker", "--join", $"localhost:{port}", "--node", "second", "--slots", "1"]);
        await using (var experiment = Start(
            "first", ["train", "--experiment-name", "shared", "--config", _pack, "--runs", "3", "--parallel", "1", "--episodes", "40", "--cluster-port", $"{port}", "--store", _disk["store"]]))
        {
            Assert.Equal(0, await experiment.WaitForExitAsync());
            Assert.Equal("", experiment.ErrorText);
            Assert.DoesNotContain(experiment.Messages, line => line.Contains("could not be brought", StringComparison.Ordinal));
        }

        worker.Signal(Signals.Interrupt);
        Assert.Equal(0, await worker.WaitForExitAsync());
        var helped = Directory.GetDirectories(Path.Combine(_disk["second"], "runs", "shared", "L0_minimal"));
        Assert.NotEmpty(helped);
        foreach (var run in helped)
        {
            AssertSame(run, Path.Combine(_disk["first"], "runs", "shared", "L0_minimal", Path.GetFileName(run)));
        }
    }

    [Fact]
    public async Task Store_that_is_away_delays_no_trial_and_is_named_once()
    {
        await using var experiment = Start(
            "first", ["train", "--experiment-name", "alone", "--config", _pack, "--runs", "2", "--parallel", "2", "--episodes", "20", "--store", _disk["missing"]]);

        Assert.Equal(0, await experiment.WaitForExitAsync(TimeSpan.FromMinutes(3)));

        Assert.Equal(2, experiment.Messages.Count(line => line.Contains(" is finished after 20 lives", StringComparison.Ordinal)));
        Assert.Equal(2, experiment.Messages.Count(line => line.Contains("The last state of the trial is in ", StringComparison.Ordinal)));
    }

    private TownletProcess Start(string machine, IEnumerable<string> arguments) =>
        TownletProcess.Start(Repository.Program, arguments, _disk[machine], S3Server.Credentials);

    private string Trial(string machine, int seed) =>
        Directory.EnumerateDirectories(Path.Combine(_disk[machine], "runs"), FormattableString.Invariant($"seed_{seed}"), SearchOption.AllDirectories).Single();

    private static void AssertSame(string expected, string actual)
    {
        var difference = RunContent.Of(actual).DifferenceFrom(RunContent.Of(expected));
        Assert.True(difference is null, difference);
    }
}
