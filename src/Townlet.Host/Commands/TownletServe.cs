using Townlet.Actors.Hosting;
using Townlet.Configuration;
using Townlet.Host.ConsoleOutput;
using Townlet.Host.Lifetime;
using Townlet.Runs;
using Townlet.Runs.Catalogue;

namespace Townlet.Host.Commands;

/// <summary><c>townlet serve</c>: shows a run that has ended, or that another process trains, and changes nothing in it.</summary>
internal static class TownletServe
{
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(RunSettings settings) => RunProgram.RunAsync(settings, (lines, signals) => RunAsync(settings, lines, signals));

    private static async Task<int> RunAsync(RunSettings settings, ConsoleLines lines, StopSignals signals)
    {
        var folder = Find(settings.Run);
        var manifest = RunProgram.ReadManifest(folder, lines);
        var pack = PackOfRun.Choose(folder, manifest, wanted: null);
        var hocon = HostedTown.ReadHocon(settings.Hocon);
        using var server = TownServer.Take(settings, pack.UnifiedServer);
        lines.Write($"Townlet {RunProgram.Version} Serving");
        lines.Write($"Run: {RunProgram.Relative(folder.Path)}");
        lines.Rule();
        var ended = await HostedTown.RunAsync(Options(folder, manifest, pack, server, settings), settings, hocon, server, lines, signals).ConfigureAwait(false);
        RunProgram.SayGoodbye(ended, lines);
        return ended.ExitCode;
    }

    private static TownletOptions Options(RunFolder folder, RunManifest? manifest, Pack pack, TownServer server, RunSettings settings) => new()
    {
        Pack = pack,
        Folder = folder,
        Episodes = manifest?.EpisodesWanted ?? 0,
        Seed = manifest?.Seed ?? 0,
        ServerAddress = server.Address,
        Frontend = server.Frontend,
        ServesBuiltPage = server.BuiltPage is not null,
        FollowsRun = true,
        OpenBrowser = !settings.NoBrowser && pack.UnifiedServer.OpenBrowser,
        Stay = true,
        AllowsFaults = settings.AllowFaults,
        Version = RunProgram.Version,
    };

    private static RunFolder Find(string? wanted)
    {
        if (wanted is null)
        {
            return RunCatalogue.In(RunProgram.RunsRoot) is [var newest, ..]
                ? RunFolder.Open(newest.Path)
                : throw new RunRefusedException(ExitCode.BadInput, $"There is no run in {RunProgram.RunsRoot}/ yet. Start one with 'townlet run', or name one elsewhere with --run.");
        }

        try
        {
            return RunFolder.Open(wanted);
        }
        catch (RunFolderException fault)
        {
            throw new RunRefusedException(ExitCode.BadInput, fault.Message);
        }
    }
}
