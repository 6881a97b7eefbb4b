using System.Globalization;
using Townlet.Actors.Announcements;
using Townlet.Actors.Hosting;
using Townlet.Actors.Mirroring;
using Townlet.Actors.Supervision;
using Townlet.Host.ConsoleOutput;
using Townlet.Runs;
using Townlet.Runs.Mirrors;
using Townlet.Runs.Stores;

namespace Townlet.Host.Commands;

/// <summary>The store of one run (<c>--store</c>): where the run lies in it, what is fetched before the start, and what is carried at the end.</summary>
internal sealed class RunStore(StoreAddress address)
{
    /// <returns>Null where no store is asked for.</returns>
    /// <exception cref="RunRefusedException">It is no address of a store.</exception>
    public static StoreAddress? AddressIn(RunSettings settings)
    {
        if (settings.Store is null)
        {
            return settings.S3Endpoint is null ? null : throw new RunRefusedException(ExitCode.BadInput, "--s3-endpoint says where the server of a store is, and no store is named: add --store s3://BUCKET/PREFIX.");
        }

        return Guarded(() => StoreAddress.Parse(settings.Store, settings.S3Endpoint));
    }

    /// <inheritdoc cref="AddressIn"/>
    public static RunStore? Of(RunSettings settings) => AddressIn(settings) is { } address ? new RunStore(address) : null;

    /// <summary>Fetches the run into a folder that holds none.</summary>
    /// <param name="directory">As in --checkpoint-dir.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What was fetched, as a sentence; null where the store holds no run of this name.</returns>
    /// <exception cref="RunRefusedException">The store is away, or the run cannot be fetched: nobody knows then whether a new run may begin.</exception>
    public async Task<string?> FetchAsync(string directory, CancellationToken stop)
    {
        var folder = RunFolder.PathOf(directory);
        var place = PlaceOf(folder);
        if (!RunFolder.IsVacant(folder))
        {
            return null;
        }

        using var store = address.Open();
        try
        {
            return await RunFetch.FetchAsync(store, place, folder, stop).ConfigureAwait(false) is { } fetched
                ? string.Create(CultureInfo.InvariantCulture, $"Fetched the run from {store.Address}/{place} as of episode {fetched.Episode}; it goes on in {RunProgram.Relative(folder)}.")
                : null;
        }
        catch (StoreException fault)
        {
            throw new RunRefusedException(
                ExitCode.RunFailed, $"{fault.Message} Whether the store holds the run of {RunProgram.Relative(folder)} is not known, so none is begun there. Leave out --store to begin one all the same.");
        }
        catch (RunFolderException fault)
        {
            throw new RunRefusedException(ExitCode.BadInput, fault.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new RunRefusedException(ExitCode.Success, "Stopped before the run was fetched. Nothing was started.");
        }
    }

    /// <exception cref="RunRefusedException">The run cannot be stored there.</exception>
    public RunMirror Mirror(RunFolder folder, RunIdentity run) => new(folder, run, address.Open(), PlaceOf(folder.Path), TimeProvider.System);

    /// <summary>The last state, with the run.json that says how the run ended.</summary>
    public static async Task CarryLastAsync(TownletOptions options, MirrorSettings settings, ConsoleLines lines)
    {
        var mirror = options.Mirror!;
        var (carried, fault) = await mirror.ShipLastAsync(settings.LastWithin, settings.Retry, CancellationToken.None).ConfigureAwait(false);
        if (fault is not null)
        {
            var held = mirror.Episode is { } episode ? string.Create(CultureInfo.InvariantCulture, $"The store holds the run as of episode {episode}") : "The store holds nothing of this run";
            lines.Write(
                Component.CheckpointPublisher,
                AnnouncementSeverity.Warning,
                $"{fault} {held}; what came after is in {RunProgram.Relative(options.Folder.Path)} alone. './townlet run --checkpoint-dir {RunProgram.Relative(options.Folder.Path)}' with the same store carries it.");
        }
        else if (carried is not null)
        {
            lines.Write(Component.CheckpointPublisher, AnnouncementSeverity.Information, string.Create(CultureInfo.InvariantCulture, $"The store holds the run as of episode {carried.Episode}."));
        }
    }

    private string PlaceOf(string folder) => Guarded(() =>
    {
        var place = MirrorPlace.Of(folder, RunProgram.RunsRoot);
        MirrorPlace.RequireApart(address, place, folder);
        return place;
    });

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (StoreException fault)
        {
            throw new RunRefusedException(ExitCode.BadInput, fault.Message);
        }
    }
}
