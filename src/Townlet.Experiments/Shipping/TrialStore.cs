using System.Globalization;
using Akka.Configuration;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Learning.Checkpoints;
using Townlet.Runs;
using Townlet.Runs.Mirrors;
using Townlet.Runs.Stores;

namespace Townlet.Experiments.Shipping;

/// <summary>The store of an experiment: <c>experiment/arm/seed_n/e&lt;epoch&gt;/</c> holds the run of a trial as the owner of that epoch left it, so that two owners never write one object.</summary>
/// <param name="Address">Where it is.</param>
public sealed record TrialStore(StoreAddress Address)
{
    private const int FetchAttempts = 4;

    /// <summary>Between the beginnings of two shipments of a trial: a checkpoint of a large network has tens of MB.</summary>
    public TimeSpan ShipEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the end of a trial waits for the store.</summary>
    public TimeSpan LastWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the end of an experiment waits for runs that finished elsewhere and are not here yet.</summary>
    public TimeSpan FetchWithin { get; init; } = TimeSpan.FromMinutes(2);

    public RetryTerms Retry { get; init; } = RetryTerms.Usual;

    /// <param name="address">Where it is.</param>
    /// <param name="experiments"><c>townlet.experiments</c> in HOCON.conf.</param>
    /// <exception cref="FormatException">A value has the wrong type.</exception>
    public static TrialStore From(StoreAddress address, Config experiments) => new(address) { ShipEvery = experiments.GetTimeSpan("ship-interval", null, false) };

    /// <summary>Key below which the run of a trial lies.</summary>
    internal static string PlaceOf(string experiment, Trial trial, int epoch)
    {
        ArgumentNullException.ThrowIfNull(trial);
        return string.Create(CultureInfo.InvariantCulture, $"{PlaceOf(experiment, trial)}/e{epoch}");
    }

    /// <summary>Key below which all epochs of a trial lie.</summary>
    private static string PlaceOf(string experiment, Trial trial) => $"{experiment}/{trial.Folder.Replace(Path.DirectorySeparatorChar, '/')}";

    /// <summary>Carries the run of a trial, which its process goes on with.</summary>
    internal CheckpointShipper Shipper(string experiment, Trial trial, TrialGrant grant, string folder, TimeProvider time)
    {
        var pack = trial.Arm.Pack;
        var place = PlaceOf(experiment, trial, grant.Epoch);
        var mirror = new RunMirror(RunFolder.Open(folder), new RunIdentity(pack.Name, pack.Hash, trial.Seed), Address.Open(), place, time)
        {
            ContentOf = Content,
        };
        return new CheckpointShipper(mirror, RunFolder.Open(folder), grant, place);
    }

    /// <summary>Brings the run of a trial as the owner of an epoch left it, and tries a few times.</summary>
    /// <param name="experiment">Name of the experiment.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="epoch">Of the owner that stored it.</param>
    /// <param name="least">Lives that must be finished in it; with fewer the folder is left as it is.</param>
    /// <param name="folder">What is there is replaced.</param>
    /// <param name="time">Between two attempts.</param>
    /// <param name="cancellation">Ends it; the folder is as it was.</param>
    /// <returns>Why it could not be brought: a sentence; null where it was.</returns>
    internal async Task<string?> FetchAsync(string experiment, Trial trial, int epoch, int least, string folder, TimeProvider time, CancellationToken cancellation)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                using var store = Address.Open();
                var place = PlaceOf(experiment, trial, epoch);
                if (await MirrorManifest.ReadAsync(store, place, cancellation).ConfigureAwait(false) is not { } held)
                {
                    return $"The store {Address.Text} holds nothing in {place}.";
                }

                if (held.Episode < least)
                {
                    return string.Create(CultureInfo.InvariantCulture, $"The store {Address.Text} holds {place} as of episode {held.Episode} only.");
                }

                await RunFetch.FetchAsync(store, place, folder, cancellation).ConfigureAwait(false);
                return null;
            }
            catch (StoreException) when (failures < FetchAttempts)
            {
                await Task.Delay(Retry.After(failures), time, cancellation).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is StoreException or RunFolderException)
            {
                return failure.Message;
            }
        }
    }

    /// <summary>What earlier owners of a finished trial stored.</summary>
    /// <exception cref="StoreException">The store is away.</exception>
    internal async Task RemoveOtherEpochsAsync(string experiment, Trial trial, int epoch, CancellationToken cancellation)
    {
        using var store = Address.Open();
        var kept = $"{PlaceOf(experiment, trial, epoch)}/";
        foreach (var item in (await store.ListAsync(PlaceOf(experiment, trial), cancellation).ConfigureAwait(false)).Where(item => !item.Key.StartsWith(kept, StringComparison.Ordinal)))
        {
            await store.DeleteAsync(item.Key, cancellation).ConfigureAwait(false);
        }
    }

    private static string Content(Stream checkpoint)
    {
        try
        {
            checkpoint.Position = 0;
            return Checkpoint.ReadChecksum(checkpoint);
        }
        catch (CheckpointFormatException fault)
        {
            throw new StoreException($"The newest checkpoint of the trial cannot be stored: {fault.Message}", fault);
        }
    }
}
