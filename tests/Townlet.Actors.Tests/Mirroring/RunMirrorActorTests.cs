using System.Collections.Immutable;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Runs;
using Townlet.Runs.Mirrors;
using Townlet.Runs.Stores;

namespace Townlet.Actors.Tests.Mirroring;

public sealed class RunMirrorActorTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly GatedStore _store;

    public RunMirrorActorTests() => _store = new GatedStore(StoreAddress.Parse(_disk.Path, null).Open());

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Slow_store_holds_up_neither_training_nor_checkpoints_and_gets_the_newest_state_alone()
    {
        _store.Close();
        await using var town = await RunningTown.StartAsync(
            new TownSetup { Pack = Packs.ShortWithCheckpointEvery(2), Episodes = 9, Stay = true, Serves = false, Mirror = Mirror }, typeof(CheckpointPublisher.Published));
        await town.Events.FishForMessageAsync<CheckpointPublisher.Published>(published => published.Checkpoint.Episode == 9);

        _store.Open();

        await _store.Holds(9);
        // The first attempt waited in the middle of a state; none of those between the two was carried.
        Assert.InRange(_store.Manifests, 1, 2);
    }

    [Fact]
    public async Task Store_that_is_away_is_named_once_and_named_again_when_it_is_back()
    {
        _store.IsAway = true;
        await using var town = await RunningTown.StartAsync(
            new TownSetup
            {
                Pack = Packs.ShortWithCheckpointEvery(2), Episodes = 9, Stay = true, Serves = false, Mirror = Mirror,
                Hocon = "townlet.store { min-backoff = 1 ms, max-backoff = 1 ms }",
            },
            typeof(Announcement), typeof(CheckpointPublisher.Published));
        var said = new List<string>();
        await town.Events.FishForMessageAsync(message => Note(message) is CheckpointPublisher.Published { Checkpoint.Episode: 9 });
        await _store.Refused(3);
        _store.IsAway = false;

        await town.Events.FishForMessageAsync(message => Note(message) is Announcement back && back.Text.EndsWith("is back, and holds the run as of episode 9.", StringComparison.Ordinal));

        Assert.Single(said, text => text == $"{_disk.Path} is away. The run goes on; the store is tried again.");

        object Note(object message)
        {
            if (message is Announcement { Component: Component.CheckpointPublisher } announcement)
            {
                said.Add(announcement.Text);
            }

            return message;
        }
    }

    private RunMirror Mirror(RunFolder folder) => new(folder, new RunIdentity("short", Packs.Short.Hash, 7), _store, "mine", TimeProvider.System);

    /// <summary>A store with a gate before each put.</summary>
    private sealed class GatedStore(IStore inner) : IStore
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource _gate = Opened();
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _refused;
        private int _manifests;

        public bool IsAway { get; set; }

        public int Manifests => Volatile.Read(ref _manifests);

        public string Address => inner.Address;

        public void Close() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => _gate.SetResult();

        public async Task Refused(int times)
        {
            for (var change = Change(); Volatile.Read(ref _refused) < times; change = Change())
            {
                await change.WaitAsync(TimeSpan.FromSeconds(20));
            }
        }

        public async Task Holds(int episode)
        {
            for (var change = Change(); (await MirrorManifest.ReadAsync(inner, "mine", default))?.Episode != episode; change = Change())
            {
                await change.WaitAsync(TimeSpan.FromSeconds(20));
            }
        }

        public async Task PutAsync(string key, Stream content, CancellationToken cancellation)
        {
            await _gate.Task.WaitAsync(cancellation);
            await inner.PutAsync(key, content, cancellation);
            if (key.EndsWith("manifest.json", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _manifests);
                Changed();
            }
        }

        public Task<long?> GetAsync(string key, Stream target, CancellationToken cancellation)
        {
            if (!IsAway)
            {
                return inner.GetAsync(key, target, cancellation);
            }

            Interlocked.Increment(ref _refused);
            Changed();
            throw new StoreException($"{Address} is away.");
        }

        public Task<ImmutableArray<StoredObject>> ListAsync(string folder, CancellationToken cancellation) => inner.ListAsync(folder, cancellation);

        public Task DeleteAsync(string key, CancellationToken cancellation) => inner.DeleteAsync(key, cancellation);

        public void Dispose() => inner.Dispose();

        private static TaskCompletionSource Opened()
        {
            var gate = new TaskCompletionSource();
            gate.SetResult();
            return gate;
        }

        private Task Change()
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }

        private void Changed()
        {
            lock (_lock)
            {
                _changed.SetResult();
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
