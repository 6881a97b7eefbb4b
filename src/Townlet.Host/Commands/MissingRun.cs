using System.Text.RegularExpressions;
using Townlet.Configuration.Schema;
using Townlet.Runs;

namespace Townlet.Host.Commands;

/// <summary>A folder that was named with --checkpoint-dir and holds no run: the place of a new run, or a slip.</summary>
internal static partial class MissingRun
{
    private const string CheckpointsName = "checkpoints";

    /// <summary>Guards against a slip that would begin a run of the default pack: asks for the pack where the name looks like a run that exists or existed.</summary>
    /// <param name="directory">Holds no run.</param>
    /// <param name="config">The pack that was named for it; null where none was.</param>
    /// <returns>Says that a new run begins there.</returns>
    /// <exception cref="RunRefusedException">No pack was named, and the folder's name is probably a slip.</exception>
    public static string Announce(string directory, string? config)
    {
        var near = Nearby(directory);
        if (config is null && (near is not null || OwnName().IsMatch(NameOf(directory))))
        {
            var question = near is null ? "'townlet runs' lists the runs that there are." : $"Did you mean {near}?";
            throw new RunRefusedException(ExitCode.BadInput, $"There is no run in {directory}. {question} To begin a new run there, name its pack with --config.");
        }

        var hint = near is null ? "" : $" (There is a run in {near}.)";
        return $"There is no run in {directory}; a new one begins there.{hint}";
    }

    /// <returns>A run beside the folder with nearly the same name, as the user would write it; null where there is none.</returns>
    private static string? Nearby(string directory)
    {
        var name = NameOf(directory);
        if (Path.GetDirectoryName(FolderOf(directory)) is not { } parent || !Directory.Exists(parent))
        {
            return null;
        }

        try
        {
            // run1 and run2 are two runs, not one and a slip.
            var names = Directory.EnumerateDirectories(parent).Select(folder => Path.GetFileName(folder)).Where(other => Letters(other) != Letters(name));
            return Nearest.Misspelt(name, names.Where(other => RunFolder.Exists(Path.Combine(parent, other)))) is { } near
                ? RunProgram.Relative(Path.Combine(parent, near))
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string FolderOf(string directory)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        return Path.GetFileName(full) == CheckpointsName ? Path.GetDirectoryName(full)! : full;
    }

    private static string NameOf(string directory) => Path.GetFileName(FolderOf(directory));

    private static string Letters(string name) => Digits().Replace(name, "");

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    /// <summary>What a run without --checkpoint-dir is called, or nearly so.</summary>
    [GeneratedRegex(@"^\d{4}-\d\d-\d\d_\d+(_\d+)?$")]
    private static partial Regex OwnName();
}
