using Townlet.Configuration;
using Townlet.Runs;

namespace Townlet.Host.Commands;

/// <summary>The pack of an earlier run: the copy that the run keeps.</summary>
internal static class PackOfRun
{
    private const int NamedDifferences = 3;

    /// <param name="folder">The run.</param>
    /// <param name="manifest">Its run.json; null where there is none.</param>
    /// <param name="wanted">The pack that the user names for it; null where none is named.</param>
    /// <exception cref="RunRefusedException">It is another pack than the run's, or the run's copy is faulty or was changed.</exception>
    public static Pack Choose(RunFolder folder, RunManifest? manifest, Pack? wanted)
    {
        var kept = PackReader.Read(folder.Config);
        if (kept.Pack is not { } own)
        {
            // The user named a pack; the checkpoint itself can still tell whether it is the right one.
            return wanted ?? throw new RunRefusedException(ExitCode.BadInput, string.Join(Environment.NewLine, kept.Faults));
        }

        // The copy is in a folder named "config"; the pack keeps its own name.
        var pack = own with { Name = manifest?.PackName ?? wanted?.Name ?? own.Name };
        if (manifest is not null && manifest.PackHash != own.Hash)
        {
            throw new RunRefusedException(
                ExitCode.BadInput,
                $"{folder.Config} was changed since the run began (its hash was {manifest.PackHash} and is {own.Hash}), and the run cannot be resumed exactly with another pack. "
                + "Undo the change, or start a new run with the changed pack, without --checkpoint-dir.");
        }

        if (wanted is null)
        {
            return pack;
        }

        var differences = PackComparison.Between(own, wanted);
        return differences.IsEmpty
            ? pack with { Path = wanted.Path }
            : throw new RunRefusedException(
                ExitCode.BadInput,
                $"The run in {folder.Path} was trained with another pack than {wanted.Path}: {string.Join("; ", Named(differences))}. "
                + "Leave out --config to resume it with its own pack, or start a new run without --checkpoint-dir.");
    }

    private static IEnumerable<string> Named(IReadOnlyList<PackDifference> differences)
    {
        foreach (var difference in differences.Take(NamedDifferences))
        {
            yield return $"{difference.Key} is {Shown(difference.First)} in the run and {Shown(difference.Second)} in the pack";
        }

        if (differences.Count > NamedDifferences)
        {
            yield return $"and {differences.Count - NamedDifferences} more";
        }
    }

    private static string Shown(string? value) => value is null ? "not given" : value.Length > 40 ? $"{value[..40]}..." : value;
}
