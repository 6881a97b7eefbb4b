using System.Net;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Configuration;
using Townlet.Host.Commands;
using Townlet.Host.Tests.Fixtures;
using Townlet.Runs;

namespace Townlet.Host.Tests.Commands;

public sealed class RunJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TownletOptions _options;

    public RunJournalTests()
    {
        var pack = PackReader.Read(Checkout.Find("configs/L0_minimal")!).Pack!;
        _options = new TownletOptions
        {
            Pack = pack,
            Folder = RunFolder.CreateAt(_folder["run"], pack),
            Episodes = 10,
            Seed = 3,
            ServerAddress = new Uri($"http://{IPAddress.Loopback}:1"),
            Frontend = null,
            OpenBrowser = false,
            Stay = false,
            Version = "1.2.3",
        };
    }

    private RunManifest Written => RunManifest.Read(_options.Folder)!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_that_has_begun_is_running()
    {
        RunJournal.Begin(_options, earlier: null, new RunSettings { Episodes = 10, NoBrowser = true });
        Assert.Equal(RunStatus.Running, Written.Status);
        Assert.Equal(("L0_minimal", 3UL, 10, 0), (Written.PackName, Written.Seed, Written.EpisodesWanted, Written.EpisodesCompleted));
        Assert.Equal("1.2.3", Written.Versions.Townlet);
        Assert.Equal(["Episodes", "Host", "NoBrowser"], Written.Options.Keys.Order());
    }

    [Fact]
    public void Run_ends_as_it_went()
    {
        Assert.Equal(RunStatus.Finished, StatusAfter(RunEnded.TrainingDone));
        Assert.Equal(RunStatus.Stopped, StatusAfter(RunEnded.Asked));
        Assert.Equal(RunStatus.Failed, StatusAfter(RunEnded.Failed("The disk is gone.")));
    }

    [Fact]
    public void Run_that_goes_on_keeps_its_first_day()
    {
        RunJournal.Begin(_options, earlier: null, new RunSettings());
        var first = Written with { StartedAt = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), EpisodesCompleted = 4 };
        RunJournal.Begin(_options, first, new RunSettings());
        Assert.Equal(first.StartedAt, Written.StartedAt);
        Assert.Equal(4, Written.EpisodesCompleted);
    }

    private RunStatus StatusAfter(RunEnded ended)
    {
        RunJournal.Begin(_options, earlier: null, new RunSettings()).End(ended);
        return Written.Status;
    }
}
