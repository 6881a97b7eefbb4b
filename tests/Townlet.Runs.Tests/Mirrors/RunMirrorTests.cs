using Townlet.Runs.Checkpoints;
using Townlet.Runs.Metrics;
using Townlet.Runs.Mirrors;
using Townlet.Runs.Stores;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.Runs.Tests.Mirrors;

public sealed class RunMirrorTests : IDisposable
{
    private const string Place = "L1/mine";

    private readonly TemporaryFolder _disk = new();
    private readonly RunFolder _folder;
    private readonly FaultyStore _store;
    private readonly RunMirror _mirror;

    public RunMirrorTests()
    {
        _folder = RunFolder.CreateAt(_disk.At("run"), Packs.Small());
        Records.Manifest(RunStatus.Running).Write(_folder);
        Directory.CreateDirectory(_disk.At("store"));
        _store = OpenStore();
        _mirror = NewMirror(_store);
    }

    public void Dispose()
    {
        _mirror.Dispose();
        _disk.Dispose();
    }

    [Fact]
    public async Task Run_without_a_checkpoint_is_not_carried()
    {
        Assert.Null(await _mirror.ShipAsync(default));

        Assert.Empty(_store.Puts);
        Assert.Null(await FetchAsync());
    }

    [Fact]
    public async Task Run_is_fetched_as_it_was_at_its_newest_checkpoint()
    {
        using var records = new MetricsDatabase(_folder.MetricsDatabase);
        records.Append([Records.Episode(1), Records.Episode(2)], []);
        await File.WriteAllTextAsync(Path.Combine(_folder.TensorBoard, "events.out.tfevents.1"), "curves");
        Checkpoint(1);
        Checkpoint(2);

        var carried = await _mirror.ShipAsync(default);
        // The run goes on; what is fetched is of the moment before.
        records.Append([Records.Episode(3)], []);
        var fetched = await FetchAsync();

        Assert.Equal(2, carried!.Episode);
        Assert.Equal(2, _mirror.Episode);
        Assert.NotNull(fetched);
        Assert.Equal("checkpoint 2.", await File.ReadAllTextAsync(Path.Combine(fetched.Checkpoints, "checkpoint_ep00002.safetensors")));
        Assert.Equal(["policy_ep00001.safetensors", "policy_ep00002.safetensors"], Names(fetched.Policies));
        Assert.Equal(["bars.yaml", "training.yaml"], Names(fetched.Config));
        Assert.Equal("curves", await File.ReadAllTextAsync(Path.Combine(fetched.TensorBoard, "events.out.tfevents.1")));
        Assert.Equal(7u, RunManifest.Read(fetched)!.Seed);
        using var copy = new MetricsDatabase(fetched.MetricsDatabase);
        Assert.Equal(2, copy.CountEpisodes());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_disk.Path, ".*"));
    }

    [Fact]
    public async Task Only_what_is_new_is_sent_and_what_is_past_is_removed()
    {
        Checkpoint(1);
        await _mirror.ShipAsync(default);
        var before = _store.Puts.Count;
        Checkpoint(2);

        await _mirror.ShipAsync(default);

        Assert.Equal(
            ["files/checkpoints/checkpoint_ep00002.safetensors", "files/policies/policy_ep00002.safetensors", "manifest.json"],
            _store.Puts.Skip(before).Select(key => key[(Place.Length + 1)..]).Select(key => key.EndsWith("json", StringComparison.Ordinal) ? key : Path.GetDirectoryName(key)!));
        Assert.DoesNotContain(await _store.ListAsync(Place, default), item => item.Key.Contains("checkpoint_ep00001", StringComparison.Ordinal));
        var again = _store.Puts.Count;
        await _mirror.ShipAsync(default);
        Assert.Equal([$"{Place}/manifest.json"], _store.Puts.Skip(again));
    }

    [Fact]
    public async Task Next_process_sends_nothing_that_the_store_holds_already()
    {
        Checkpoint(1);
        await _mirror.ShipAsync(default);
        using var store = OpenStore();
        using var next = NewMirror(store);

        await next.ShipAsync(default);

        Assert.Equal([$"{Place}/manifest.json"], store.Puts);
    }

    [Fact]
    public async Task Half_an_upload_leaves_the_state_before_it_to_be_fetched()
    {
        Checkpoint(1);
        await _mirror.ShipAsync(default);
        Checkpoint(2);
        _store.Refuses = key => key.EndsWith("manifest.json", StringComparison.Ordinal);

        await Assert.ThrowsAsync<StoreException>(() => _mirror.ShipAsync(default));

        Assert.Equal(["checkpoint_ep00001.safetensors"], Names((await FetchAsync())!.Checkpoints));
        _store.Refuses = _ => false;
        Assert.Equal(2, (await _mirror.ShipAsync(default))!.Episode);
        Assert.Equal(["checkpoint_ep00002.safetensors"], Names((await FetchAsync())!.Checkpoints));
    }

    [Fact]
    public async Task Corrupting_store_never_gets_a_manifest()
    {
        Checkpoint(1);
        _store.Corrupts = key => key.Contains("/checkpoints/", StringComparison.Ordinal);

        var fault = await Assert.ThrowsAsync<StoreException>(() => _mirror.ShipAsync(default));

        Assert.Contains("other bytes came back than were sent", fault.Message, StringComparison.Ordinal);
        Assert.Null(await FetchAsync());
    }

    [Fact]
    public async Task Object_that_was_altered_in_the_store_is_not_fetched()
    {
        Checkpoint(1);
        var carried = await _mirror.ShipAsync(default);
        var key = carried!.Files.Single(file => file.Path.StartsWith("checkpoints/", StringComparison.Ordinal)).Sha256;
        var file = Directory.EnumerateFiles(_disk.At("store"), key, SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(file, "checkpoint 3.");

        var fault = await Assert.ThrowsAsync<StoreException>(FetchAsync);

        Assert.Contains("is damaged and cannot be fetched: of checkpoints/checkpoint_ep00001.safetensors other bytes came back", fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_disk.At("fetched")));
    }

    [Fact]
    public async Task Later_state_in_the_store_is_not_replaced_by_an_earlier_one()
    {
        Checkpoint(5);
        await _mirror.ShipAsync(default);
        File.Delete(Path.Combine(_folder.Checkpoints, "checkpoint_ep00005.safetensors"));
        Checkpoint(4);
        using var next = NewMirror(OpenStore());

        Assert.Null(await next.ShipAsync(default));

        Assert.Equal(5, next.Episode);
    }

    [Fact]
    public async Task Another_run_in_the_store_is_not_written_over()
    {
        Checkpoint(1);
        await _mirror.ShipAsync(default);
        using var other = new RunMirror(_folder, MarkedFormat.Run with { Seed = 8 }, OpenStore(), Place, TimeProvider.System);

        var fault = await Assert.ThrowsAsync<StoreException>(() => other.ShipAsync(default));

        Assert.Contains("holds another run (pack 'L1_full_observability', seed 7)", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Last_state_is_tried_again_until_the_store_is_back()
    {
        Checkpoint(1);
        var tries = 0;
        _store.Refuses = _ => ++tries < 3;

        var (carried, fault) = await _mirror.ShipLastAsync(TimeSpan.FromMinutes(1), new RetryTerms(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)), default);

        Assert.Null(fault);
        Assert.Equal(1, carried!.Episode);
    }

    [Fact]
    public async Task Store_that_stays_away_ends_the_wait_with_its_reason()
    {
        Checkpoint(1);
        _store.IsAway = true;

        // Long enough for one attempt on a busy machine.
        var (carried, fault) = await _mirror.ShipLastAsync(TimeSpan.FromSeconds(3), new RetryTerms(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)), default);

        Assert.Null(carried);
        Assert.Equal($"{_disk.At("store")} is away.", fault);
    }

    [Fact]
    public async Task Store_that_never_answers_ends_the_wait()
    {
        Checkpoint(1);
        _store.BeforePut = _ => Task.Delay(Timeout.Infinite);

        var (carried, fault) = await _mirror.ShipLastAsync(TimeSpan.FromMilliseconds(50), RetryTerms.Usual, default);

        Assert.Null(carried);
        Assert.Equal($"The store {_disk.At("store")} did not take it within 0.1 s.", fault);
    }

    [TinyDiskFact]
    public async Task Full_store_keeps_the_state_before()
    {
        using var disk = new TinyDisk(512);
        using var mirror = NewMirror(StoreAddress.Parse(disk.Path, null).Open());
        Checkpoint(1);
        await mirror.ShipAsync(default);
        await File.WriteAllBytesAsync(Path.Combine(_folder.TensorBoard, "events.out.tfevents.1"), new byte[800_000]);
        Checkpoint(2);

        var fault = await Assert.ThrowsAsync<StoreException>(() => mirror.ShipAsync(default));

        Assert.EndsWith("the disk is full. Free some space there.", fault.Message, StringComparison.Ordinal);
        using var store = StoreAddress.Parse(disk.Path, null).Open();
        Assert.Equal(1, (await RunFetch.FetchAsync(store, Place, _disk.At("fetched"), default))!.Episode);
    }

    [TinyDiskFact]
    public async Task Disk_that_is_too_small_for_the_run_is_named_as_this_machines()
    {
        using var disk = new TinyDisk();
        await File.WriteAllBytesAsync(Path.Combine(_folder.TensorBoard, "events.out.tfevents.1"), new byte[800_000]);
        Checkpoint(1);
        await _mirror.ShipAsync(default);
        var target = Path.Combine(disk.Path, "fetched");

        var fault = await Assert.ThrowsAsync<RunFolderException>(() => RunFetch.FetchAsync(_store, Place, target, default));

        Assert.Equal($"The run in {_disk.At("store")}/{Place} could not be brought to {target}: the disk is full. Free some space there.", fault.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Path));
    }

    [Fact]
    public async Task Manifest_that_names_a_file_outside_the_run_is_refused()
    {
        Directory.CreateDirectory(_disk.At("store", "L1", "mine"));
        await File.WriteAllTextAsync(
            _disk.At("store", "L1", "mine", "manifest.json"),
            """{"pack_name":"a","pack_hash":"b","seed":7,"episode":1,"checkpoint_path":"x","written_at":"2026-01-01T00:00:00Z","files":[{"path":"../../x","size":1,"sha256":"00"}]}""");

        var fault = await Assert.ThrowsAsync<StoreException>(FetchAsync);

        Assert.Contains("does not describe a run: It names a file outside the run.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 8)]
    [InlineData(7, 60)]
    [InlineData(1000, 60)]
    public void Each_wait_is_twice_as_long_up_to_a_minute(int failures, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), RetryTerms.Usual.After(failures));

    private void Checkpoint(int episode) => new CheckpointStore(_folder, 1, new MarkedFormat(), MarkedFormat.Run)
        .Write(episode, MarkedFormat.Good($"checkpoint {episode}"), MarkedFormat.Good($"policy {episode}"));

    private FaultyStore OpenStore() => new(StoreAddress.Parse(_disk.At("store"), null).Open());

    private RunMirror NewMirror(IStore store) => new(_folder, MarkedFormat.Run, store, Place, TimeProvider.System);

    private async Task<RunFolder?> FetchAsync() =>
        await RunFetch.FetchAsync(_store, Place, _disk.At("fetched"), default) is null ? null : RunFolder.Open(_disk.At("fetched"));

    private static IEnumerable<string> Names(string folder) => Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);
}
