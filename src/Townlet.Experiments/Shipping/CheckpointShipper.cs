using Townlet.Experiments.Scheduling;
using Townlet.Runs;
using Townlet.Runs.Checkpoints;
using Townlet.Runs.Mirrors;
using Townlet.Runs.Stores;

namespace Townlet.Experiments.Shipping;

/// <summary>Carries the checkpoints of one trial, under one grant, into the store, and makes of each what its coordinator is to be told.</summary>
/// <param name="mirror">Of the trial's run; disposed with the shipper.</param>
/// <param name="folder">The trial's run.</param>
/// <param name="grant">By which it runs.</param>
/// <param name="place">Key below which its files lie.</param>
internal sealed class CheckpointShipper(RunMirror mirror, RunFolder folder, TrialGrant grant, string place) : IDisposable
{
    private int _told = grant.From?.Episode ?? -1;

    /// <summary>Where the run lies, for people.</summary>
    public string Address => mirror.Address;

    /// <summary>Whether there is a checkpoint that is neither committed nor told.</summary>
    public bool HasNews => CheckpointStore.NewestCheckpointEpisodeOf(folder) > _told;

    /// <returns>What is safe now; null where that is nothing new.</returns>
    /// <exception cref="StoreException">The store is away, or did not keep what was sent.</exception>
    public async Task<TrialReport.Committed?> ShipAsync(CancellationToken cancellation) => Told(await mirror.ShipAsync(cancellation).ConfigureAwait(false));

    /// <summary>Carries what the trial left at its end, and tries again while there is time.</summary>
    /// <returns>What is safe now, where that is new; and why the last state is not: a sentence, or null.</returns>
    public async Task<(TrialReport.Committed? Committed, string? Fault)> ShipLastAsync(TimeSpan within, RetryTerms retry, CancellationToken cancellation)
    {
        var (carried, fault) = await mirror.ShipLastAsync(within, retry, cancellation).ConfigureAwait(false);
        return (Told(carried), fault);
    }

    public void Dispose() => mirror.Dispose();

    private TrialReport.Committed? Told(MirrorManifest? carried)
    {
        if (carried is null || carried.Episode <= _told)
        {
            return null;
        }

        _told = carried.Episode;
        var checkpoint = carried.Checkpoint;
        return new TrialReport.Committed(
            grant.Trial, grant.Epoch, carried.Episode, checkpoint.KeyIn(place), checkpoint.Sha256, checkpoint.Size, carried.Content ?? "");
    }
}
