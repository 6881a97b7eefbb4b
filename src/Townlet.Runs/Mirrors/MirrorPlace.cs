using Townlet.Runs.Stores;

namespace Townlet.Runs.Mirrors;

/// <summary>Where in a store a run lies: as it lies below the folder of all runs, so that the same command finds it from another machine.</summary>
public static class MirrorPlace
{
    /// <param name="folder">Of the run.</param>
    /// <param name="runsRoot">Folder of all runs.</param>
    /// <returns>A key: "L1_full_observability/2026-01-31_120000"; of a run that lies elsewhere, the name of its folder.</returns>
    /// <exception cref="StoreException">The folder has a name that no key may have.</exception>
    public static string Of(string folder, string runsRoot)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var relative = Path.GetRelativePath(Path.GetFullPath(runsRoot), full).Replace(Path.DirectorySeparatorChar, '/');
        var place = StoreKey.IsSafe(relative) && !Path.IsPathRooted(relative) ? relative : Path.GetFileName(full);
        return StoreKey.IsSafe(place) ? place : throw new StoreException($"The run in {full} cannot be stored under the name of its folder. Choose another folder with --checkpoint-dir.");
    }

    /// <summary>The store must not lie in the run, nor the run's copy be the run itself.</summary>
    /// <exception cref="StoreException">It would.</exception>
    public static void RequireApart(StoreAddress store, string place, string folder)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (store.Folder is not { } root)
        {
            return;
        }

        var run = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var copy = Path.GetFullPath(Path.Combine(root, place)) + Path.DirectorySeparatorChar;
        if (copy.StartsWith(run, StringComparison.Ordinal) || run.StartsWith(copy, StringComparison.Ordinal))
        {
            throw new StoreException($"The store {root} would keep the copy of the run where the run itself is, in {folder}. Name another folder with --store, best on another machine.");
        }
    }
}
