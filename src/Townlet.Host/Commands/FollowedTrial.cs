using Townlet.Actors.Hosting;
using Townlet.Runs;

namespace Townlet.Host.Commands;

/// <summary>A trial of an experiment, as a town shows it: an ordinary run that another process trains.</summary>
internal static class FollowedTrial
{
    /// <param name="path">The trial's run folder.</param>
    /// <param name="shown">Of the town, which shows another run so far.</param>
    /// <exception cref="RunRefusedException">The trial has not begun on this machine, or its run cannot be read.</exception>
    public static TownletOptions In(string path, TownletOptions shown)
    {
        if (!RunFolder.Exists(path))
        {
            throw new RunRefusedException(ExitCode.BadInput, $"This trial has no run in {path} yet: it waits, or runs on another machine.");
        }

        try
        {
            var folder = RunFolder.Open(path);
            var manifest = RunManifest.Read(folder);
            return shown with
            {
                Folder = folder,
                Pack = PackOfRun.Choose(folder, manifest, wanted: null),
                Episodes = manifest?.EpisodesWanted ?? 0,
                Seed = manifest?.Seed ?? 0,
            };
        }
        catch (RunFolderException fault)
        {
            throw new RunRefusedException(ExitCode.BadInput, fault.Message);
        }
    }
}
