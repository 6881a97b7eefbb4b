using Google.Protobuf;
using Tensorboard;
using Townlet.Runs.TensorBoard;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.Runs.Tests.TensorBoard;

public sealed class EventLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Log => _folder.At("tensorboard");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_appended_is_read_back_with_its_tags_and_episodes()
    {
        new EventLog(Log).Append(
            [
                new EpisodeEvents(1, [("agent_0/Episode/Survival_Time", 40), ("agent_0/Exploration/Epsilon", 0.5)], []),
                new EpisodeEvents(2, [("agent_1/Episode/Survival_Time", 41)], [("Weights/layer0.weight", new float[] { 1, 2, 4 })]),
            ],
            [("pack/bars.yaml", "# bars")]);

        Assert.Equal(
            [("agent_0/Episode/Survival_Time", 1, 40f), ("agent_0/Exploration/Epsilon", 1, 0.5f), ("agent_1/Episode/Survival_Time", 2, 41f)],
            Scalars());
        var values = Events().SelectMany(entry => entry.Summary?.Value ?? []).ToList();
        var histogram = Assert.Single(values, value => value.Histo is not null);
        Assert.Equal(("Weights/layer0.weight", 3.0, 7.0, 1.0, 4.0), (histogram.Tag, histogram.Histo.Num, histogram.Histo.Sum, histogram.Histo.Min, histogram.Histo.Max));
        Assert.Equal("# bars", Assert.Single(values, value => value.Tensor is not null).Tensor.StringVal.Single().ToStringUtf8());
    }

    [Fact]
    public void Every_record_says_what_the_writer_of_torch_wrote()
    {
        float[] spread = [0f, 0.5f, -0.25f, 1e-13f, 3f, 0.5f, -7.5f, 0.1f];
        var waves = Enumerable.Range(0, 1000).Select(i => MathF.Sin(i) * 0.1f).ToArray();
        new EventLog(Log).Append(
            [
                new EpisodeEvents(
                    3,
                    [("agent_0/Episode/Survival_Time", 42), ("a", 0.1)],
                    [("Weights/l", spread), ("Weights/m", waves), ("Z", new float[] { 0, 0, 0 }), ("S", new float[] { 2 })]),
            ],
            [("pack/x.yaml", "```yaml\na: 1\n```")]);

        using var golden = typeof(EventLogTests).Assembly.GetManifestResourceStream("summary_writer.tfevents")!;
        using var copy = new MemoryStream();
        golden.CopyTo(copy);
        copy.Position = 0;
        var expected = EventFile.Read(copy).ToList();
        var written = EventFile.In(Log).SelectMany(Records).ToList();
        Assert.Equal(8, expected.Count);
        Assert.Equal(expected.Count, written.Count);
        foreach (var (first, second) in expected.Zip(written))
        {
            var (theirs, ours) = (Parse(first), Parse(second));
            Assert.Equal(second.Data.ToArray(), ours.ToByteArray());
            ours.WallTime = theirs.WallTime;
            if (ours.Summary?.Value.Single().Histo is { } histogram)
            {
                // Torch adds in another order.
                Assert.Equal(theirs.Summary.Value.Single().Histo.Sum, histogram.Sum, 1e-12);
                histogram.Sum = theirs.Summary.Value.Single().Histo.Sum;
                Assert.Equal(theirs.Summary.Value.Single().Histo.SumSquares, histogram.SumSquares, 1e-12);
                histogram.SumSquares = theirs.Summary.Value.Single().Histo.SumSquares;
            }

            Assert.Equal(theirs, ours);
        }
    }

    [Theory]
    [InlineData(0f, 0f, 0f)]
    [InlineData(3f)]
    [InlineData(-1e-30f, 1e30f)]
    public void Any_finite_numbers_make_a_histogram(params float[] values)
    {
        new EventLog(Log).Append([new EpisodeEvents(1, [], [("Gradients/layer0.bias", values)])], []);

        Assert.Equal(values.Length, Events().Single(entry => entry.Summary is not null).Summary.Value.Single().Histo.Num);
    }

    [Fact]
    public void Texts_are_written_once_in_the_life_of_a_log()
    {
        new EventLog(Log).Append([Episode(1)], [("pack", "text")]);
        new EventLog(Log).Append([Episode(2)], [("pack", "text")]);

        Assert.Single(Events().SelectMany(entry => entry.Summary?.Value ?? []), value => value.Tensor is not null);
    }

    [Fact]
    public void Log_that_is_opened_again_goes_on_in_a_file_of_its_own()
    {
        new EventLog(Log).Append([Episode(1), Episode(2)], []);
        new EventLog(Log).Append([Episode(3)], []);

        Assert.Equal(2, EventFile.In(Log).Length);
        Assert.Equal([1, 2, 3], Scalars().Select(scalar => scalar.Episode));
    }

    [Theory]
    [InlineData(0, new int[0])]
    [InlineData(1, new[] { 1 })]
    [InlineData(3, new[] { 1, 2, 3 })]
    [InlineData(9, new[] { 1, 2, 3, 4 })]
    public void Truncated_log_ends_with_the_last_episode_that_stays(int last, int[] stay)
    {
        new EventLog(Log).Append([Episode(1), Episode(2)], []);
        var log = new EventLog(Log);
        log.Append([Episode(3), Episode(4)], []);

        log.TruncateAfter(last);

        Assert.Equal(stay, Scalars().Select(scalar => scalar.Episode));
        log.Append([Episode(last + 1)], []);
        Assert.Equal([.. stay, last + 1], Scalars().Select(scalar => scalar.Episode));
    }

    [Fact]
    public void Episodes_that_are_given_again_after_a_crash_are_not_doubled()
    {
        new EventLog(Log).Append([Episode(1), Episode(2), Episode(3)], []);

        new EventLog(Log).Append([Episode(2), Episode(3)], []);

        Assert.Equal([1, 2, 3], Scalars().Select(scalar => scalar.Episode));
    }

    [Fact]
    public void Record_torn_at_any_byte_is_cut_off_before_the_log_goes_on()
    {
        new EventLog(Log).Append([Episode(1), Episode(2)], []);
        var file = Assert.Single(EventFile.In(Log));
        var whole = File.ReadAllBytes(file);
        var last = Records(file)[^1];
        for (var length = (int)last.Position; length < whole.Length; length++)
        {
            foreach (var begun in EventFile.In(Log))
            {
                File.Delete(begun);
            }

            File.WriteAllBytes(file, whole[..length]);

            new EventLog(Log).Append([Episode(2)], []);

            Assert.Equal([1, 2], Scalars().Select(scalar => scalar.Episode));
        }
    }

    [Fact]
    public void Reading_ends_where_any_byte_of_a_record_is_wrong()
    {
        new EventLog(Log).Append([Episode(1), Episode(2)], []);
        var whole = File.ReadAllBytes(Assert.Single(EventFile.In(Log)));
        var last = Records(Assert.Single(EventFile.In(Log)))[^1];
        for (var at = (int)last.Position; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x10;
            Assert.Equal(last.Position, EventFile.Read(new MemoryStream(damaged)).Last().End);
        }
    }

    [Fact]
    public void Removed_folder_is_made_again_when_the_same_is_given_again()
    {
        var log = new EventLog(Log);
        log.Append([Episode(1)], []);
        Directory.Delete(Log, recursive: true);

        Assert.Throws<EventLogException>(() => log.Append([Episode(2)], []));
        log.Append([Episode(2)], []);

        Assert.Equal([2], Scalars().Select(scalar => scalar.Episode));
    }

    [Fact]
    public void Folder_that_cannot_be_written_is_named()
    {
        File.WriteAllText(Log, "in the way");

        var fault = Assert.Throws<EventLogException>(() => new EventLog(Log).Append([Episode(1)], []));

        Assert.Contains(Log, fault.Message, StringComparison.Ordinal);
    }

    [TinyDiskFact]
    public void Full_disk_costs_no_record_that_is_given_again()
    {
        using var disk = new TinyDisk(kibibytes: 64);
        var folder = Path.Combine(disk.Path, "tensorboard");
        var log = new EventLog(folder);
        log.Append([Episode(1)], []);
        var filler = Path.Combine(disk.Path, "filler");
        File.WriteAllBytes(filler, new byte[48 * 1024]);
        var many = Enumerable.Range(2, 2000).Select(Episode).ToList();
        Assert.Throws<EventLogException>(() => log.Append(many, []));
        Assert.Throws<EventLogException>(() => log.Append(many, []));

        File.Delete(filler);
        log.Append(many[..200], []);

        Assert.Equal(Enumerable.Range(1, 201), Scalars(folder).Select(scalar => scalar.Episode));
    }

    private static EpisodeEvents Episode(int number) => new(number, [("survival", 40 + number)], []);

    private List<(string Tag, int Episode, float Value)> Scalars() => Scalars(Log);

    private static List<(string Tag, int Episode, float Value)> Scalars(string folder) =>
    [
        .. from entry in Events(folder)
           from value in entry.Summary?.Value ?? []
           where value.ValueCase == Summary.Types.Value.ValueOneofCase.SimpleValue
           select (value.Tag, (int)entry.Step, value.SimpleValue),
    ];

    private List<Event> Events() => Events(Log);

    private static List<Event> Events(string folder) => [.. EventFile.In(folder).SelectMany(Records).Select(Parse)];

    private static Event Parse(EventRecord record) => Event.Parser.ParseFrom(record.Data.ToArray());

    /// <summary>All records of a file, which must all be complete.</summary>
    private static List<EventRecord> Records(string path)
    {
        using var stream = File.OpenRead(path);
        var records = EventFile.Read(stream).ToList();
        Assert.Equal(stream.Length, records[^1].End);
        return records;
    }
}
