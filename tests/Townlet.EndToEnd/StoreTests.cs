using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.EndToEnd;

/// <summary>Runs that are carried into a store, with the real program and real servers. A folder of its own stands for each machine.</summary>
public sealed class StoreTests : IDisposable
{
    private const int Episodes = 60;

    private readonly TemporaryFolder _disk = new();
    private readonly string _pack;

    public StoreTests()
    {
        _pack = EditedPack.WithCheckpointEvery(5, _disk, "L0_minimal");
        foreach (var machine in (string[])["whole", "first", "second", "third", "objects"])
        {
            Directory.CreateDirectory(_disk[machine]);
        }
    }

    public void Dispose() => _disk.Dispose();

    [S3Theory]
    [InlineData("s3rver")]
    [InlineData("fauxqs")]
    public async Task Run_that_is_killed_goes_on_from_the_bucket_on_another_machine_and_ends_as_one_that_never_moved(string kind)
    {
        await using var server = await S3Server.StartAsync(kind, _disk["objects"]);
        string[] store = ["--store", $"s3://{S3Server.Bucket}/runs", "--s3-endpoint", $"{server.Endpoint}"];
        await using (var whole = Train("whole", "--config", _pack, "--seed", "5", "--episodes", $"{Episodes}"))
        {
            Assert.Equal(0, await whole.WaitForExitAsync());
        }

        await using (var first = Train("first", ["--config", _pack, "--seed", "5", "--episodes", $"{Episodes}", .. store]))
        {
            await first.WaitForLineAsync("Store: s3://town/runs/mine");
            await Deadline.WaitUntilAsync(() => HoldsManifest(server) || first.HasExited, "No state of the run reached the bucket.");
            first.Signal(Signals.Kill);
            await first.WaitForExitAsync();
        }

        await using (var second = Train("second", store))
        {
            Assert.Equal(0, await second.WaitForExitAsync());
            Assert.Contains(second.Messages, line => line.StartsWith("Fetched the run from s3://town/runs/mine as of episode ", StringComparison.Ordinal));
            Assert.Contains(second.Messages, line => line.EndsWith($"The store holds the run as of episode {Episodes}.", StringComparison.Ordinal));
            Assert.Equal("", second.ErrorText);
        }

        AssertAsWhole("second");
        await using var third = Train("third", store);
        Assert.Equal(0, await third.WaitForExitAsync());
        AssertAsWhole("third");
    }

    [S3Theory]
    [InlineData("s3rver")]
    public async Task Server_that_is_killed_during_an_upload_costs_nothing_once_it_is_back(string kind)
    {
        // An L0 checkpoint has some 200 kB after a few lives.
        await using var server = await S3Server.StartAsync(kind, _disk["objects"], holdAbove: 100_000);
        string[] store = ["--store", $"s3://{S3Server.Bucket}", "--s3-endpoint", $"{server.Endpoint}", "--hocon", Impatient(30)];
        await using (var first = Train("first", ["--config", _pack, "--seed", "5", "--episodes", "1000000", .. store]))
        {
            await server.SaysAsync("holding");
            await server.KillAsync();
            var warning = await first.WaitForLineAsync("The run goes on; the store is tried again.");
            Assert.Contains("could not be written", warning.Text, StringComparison.Ordinal);
            await first.WaitForLineAsync("Episodes 1-100: ");
            await server.StartAgainAsync();
            await first.WaitForLineAsync("is back, and holds the run as of episode ");
            Assert.Single(first.Lines, line => line.Text.Contains("the store is tried again", StringComparison.Ordinal));
            first.Signal(Signals.Interrupt);
            Assert.Equal(0, await first.WaitForExitAsync());
        }

        var lived = RunDatabase.Episodes(Run("first")).Count;
        await using var second = Train("second", ["--episodes", $"{lived}", .. store]);
        Assert.Equal(0, await second.WaitForExitAsync());
        var difference = RunContent.Of(Run("second")).DifferenceFrom(RunContent.Of(Run("first")));
        Assert.True(difference is null, difference);
    }

    [S3Theory]
    [InlineData("s3rver")]
    public async Task Server_that_stands_still_or_answers_500_holds_up_no_life_and_the_end_says_what_was_not_carried(string kind)
    {
        await using var server = await S3Server.StartAsync(kind, _disk["objects"]);
        string[] store = ["--store", $"s3://{S3Server.Bucket}", "--s3-endpoint", $"{server.Endpoint}", "--hocon", Impatient(0.5)];
        await using (var begun = Train("first", "--config", _pack, "--seed", "5", "--episodes", "10"))
        {
            Assert.Equal(0, await begun.WaitForExitAsync());
        }

        Signals.Send(server.Id, Signals.User2);
        await server.SaysAsync("faulty");
        await using (var faulty = Train("first", ["--episodes", "30", .. store]))
        {
            Assert.Equal(0, await faulty.WaitForExitAsync());
            Assert.Single(faulty.Messages, line => line.Contains("answered with error 500 (InternalError)", StringComparison.Ordinal) && line.EndsWith("The run goes on; the store is tried again.", StringComparison.Ordinal));
            Assert.Contains(faulty.Messages, line => line.EndsWith(
                "The store holds nothing of this run; what came after is in runs/mine alone. './townlet run --checkpoint-dir runs/mine' with the same store carries it.", StringComparison.Ordinal));
        }

        Signals.Send(server.Id, Signals.User2);
        await server.SaysAsync("well");
        Signals.Send(server.Id, Signals.Stop);
        await using (var waiting = Train("first", ["--episodes", "60", .. store]))
        {
            Assert.Equal(0, await waiting.WaitForExitAsync());
            Assert.Contains(waiting.Messages, line => line.Contains("The store s3://town did not take it within 0.5 s.", StringComparison.Ordinal));
        }

        Signals.Send(server.Id, Signals.Continue);
        Impatient(30);
        await using var again = Train("first", store);
        Assert.Equal(0, await again.WaitForExitAsync());
        Assert.Contains(again.Messages, line => line.EndsWith("The store holds the run as of episode 60.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Store_that_is_away_matters_only_where_the_run_must_be_fetched()
    {
        string[] store = ["--store", _disk["missing"], "--hocon", Impatient(0.5)];
        await using (var unknown = Train("first", ["--config", _pack, .. store]))
        {
            Assert.Equal(1, await unknown.WaitForExitAsync());
            Assert.Equal(
                $"The store {_disk["missing"]} is not there. Make that folder, or mount what belongs there. Whether the store holds the run of runs/mine is not known, so none is begun there. Leave out --store to begin one all the same.",
                unknown.ErrorText);
            Assert.False(Directory.Exists(Run("first")));
        }

        await using (var alone = Train("first", "--config", _pack, "--seed", "5", "--episodes", "20"))
        {
            Assert.Equal(0, await alone.WaitForExitAsync());
        }

        await using var known = Train("first", ["--episodes", "40", .. store]);
        await known.WaitForLineAsync($"The store {_disk["missing"]} is not there. Make that folder, or mount what belongs there. The run goes on; the store is tried again.");
        Assert.Equal(0, await known.WaitForExitAsync());
    }

    [TinyDiskFact]
    public async Task Shared_folder_that_is_full_costs_no_life()
    {
        using var disk = new TinyDisk(kibibytes: 100);
        await using var train = Train("first", "--config", _pack, "--seed", "5", "--episodes", "30", "--store", disk.Path, "--hocon", Impatient(0.5));

        Assert.Equal(0, await train.WaitForExitAsync());

        Assert.Single(train.Messages, line => line.Contains("the disk is full. Free some space there. The run goes on", StringComparison.Ordinal));
        Assert.Equal(30, RunDatabase.Episodes(Run("first")).Count);
    }

    [Theory]
    [InlineData("--store cannot be s3://: write s3://BUCKET", "--store", "s3://")]
    [InlineData("--s3-endpoint says where the server of a store is, and no store is named", "--s3-endpoint", "http://127.0.0.1:9000")]
    [InlineData("The store ", "--store", "runs")]
    public async Task What_is_no_store_is_refused_before_anything_is_made(string reason, params string[] options)
    {
        await using var train = Train("first", ["--config", _pack, .. options]);
        Assert.Equal(2, await train.WaitForExitAsync());
        Assert.StartsWith(reason, train.ErrorText, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Run("first")));
    }

    private TownletProcess Train(string machine, params IEnumerable<string> options) => TownletProcess.Start(
        Repository.Program, ["train", "--checkpoint-dir", "runs/mine", .. options], _disk[machine], S3Server.Credentials);

    private string Run(string machine) => Path.Combine(_disk[machine], "runs", "mine");

    /// <summary>Settings with which a store that is away is tried often.</summary>
    /// <param name="lastWithin">Seconds that the end waits for it.</param>
    private string Impatient(double lastWithin)
    {
        File.WriteAllText(_disk["impatient.conf"], FormattableString.Invariant($"townlet.store {{ min-backoff = 50 ms, max-backoff = 200 ms, last-within = {lastWithin} s }}"));
        return _disk["impatient.conf"];
    }

    private void AssertAsWhole(string machine)
    {
        var difference = RunContent.Of(Run(machine)).DifferenceFrom(RunContent.Of(Run("whole")));
        Assert.True(difference is null, difference);
    }

    private static bool HoldsManifest(S3Server server) => server.Puts.Any(path => path.EndsWith("/manifest.json", StringComparison.Ordinal));
}
