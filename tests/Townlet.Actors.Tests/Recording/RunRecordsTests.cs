using Townlet.Actors.Hosting;
using Townlet.Actors.Recording;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;
using Townlet.Runs;
using Townlet.Runs.Metrics;

namespace Townlet.Actors.Tests.Recording;

public sealed class RunRecordsTests : IDisposable
{
    private static readonly RecorderSettings _settings = new(FlushInterval: TimeSpan.Zero, BatchSize: 500, MostKept: 50);

    private readonly TemporaryFolder _temporary = new();
    private readonly List<string> _said = [];
    private readonly RunFolder _run;

    public RunRecordsTests() => _run = _temporary.NewRun(Packs.Short);

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Records_are_in_the_database_once_they_count_as_written()
    {
        using var records = Open();
        records.Take(Lived(1));
        records.Take(Lived(2));
        Assert.Equal(0, records.Written);

        records.Flush();

        Assert.Equal((2, 0), (records.Written, records.Waiting));
        Assert.Equal([1, 2], Recorded());
        Assert.Empty(_said);
    }

    [Fact]
    public void Database_that_cannot_be_opened_is_said_once_and_opened_as_soon_as_it_can_be()
    {
        File.WriteAllText(_run.MetricsDatabase, new string('x', 5000));
        using var records = Open();
        records.Take(Lived(1));

        records.Flush();
        records.Flush();

        Assert.Equal(0, records.Written);
        Assert.Equal($"Warning: {records.Fault} Training continues; what could not be written is kept and tried again.", Assert.Single(_said));
        Assert.StartsWith($"{_run.MetricsDatabase} could not be opened: it is not an SQLite database.", records.Fault, StringComparison.Ordinal);
        File.Delete(_run.MetricsDatabase);
        records.Flush();
        Assert.Null(records.Fault);
        Assert.Equal("Information: Records are written again.", _said[^1]);
        Assert.Equal([1], Recorded());
    }

    [Fact]
    public void Curves_that_cannot_be_drawn_for_long_do_not_pile_up_and_keep_no_row_from_being_written()
    {
        Directory.Delete(_run.TensorBoard);
        File.WriteAllText(_run.TensorBoard, "in the way");
        using var records = Open();
        for (var episode = 1; episode <= 3000; episode++)
        {
            records.Take(Lived(episode));
        }

        records.Flush();

        Assert.Equal((3000, 50), (records.Written, records.Waiting));
        File.Delete(_run.TensorBoard);
        records.Flush();
        Assert.Equal("Information: Curves are drawn again, without 2950 episodes for which there was no room meanwhile.", _said[^1]);
        Assert.Equal(0, records.Waiting);
    }

    [Fact]
    public void Writer_whose_place_another_has_taken_writes_nothing()
    {
        using var revoked = new CancellationTokenSource();
        using (var records = Open(revoked.Token))
        {
            records.Take(Lived(1));
            records.Flush();
            records.Take(Lived(2));
            revoked.Cancel();
            records.Flush();
        }

        Assert.Equal([1], Recorded());
        Assert.Empty(_said);
    }

    private static RunRecorder.Record Lived(int episode) => new(episode, new Trainer.EpisodeCompleted(Lives.Episode(episode)));

    private RunRecords Open(CancellationToken revoked = default)
    {
        var options = new TownletOptions
        {
            Pack = Packs.Short,
            Folder = _run,
            Episodes = 10_000,
            Seed = 7,
            ServerAddress = null,
            Frontend = null,
            OpenBrowser = false,
            Stay = false,
            Version = "1.2.3",
        };
        return new RunRecords(options, _settings, new ManualTime(), (severity, text) => _said.Add($"{severity}: {text}"), revoked);
    }

    private int[] Recorded()
    {
        using var records = new StoredRecords(_run);
        return [.. records.Episodes(1, 1000).Episodes.Select(row => row.Outcome.Episode)];
    }
}
