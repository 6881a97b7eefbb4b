using System.Globalization;
using Townlet.Configuration;
using Townlet.Configuration.Files;

namespace Townlet.Runs;

/// <summary>All files of a run: one folder with a fixed layout.</summary>
public sealed class RunFolder
{
    private const string CheckpointsName = "checkpoints";
    private const string PoliciesName = "policies";
    private const string TensorBoardName = "tensorboard";
    private const string ConfigName = "config";
    private const string PendingConfigName = "config.tmp";

    private RunFolder(string path)
    {
        Path = path;
    }

    /// <summary>Full path of the run's folder.</summary>
    public string Path { get; }

    /// <summary>Folder of full checkpoints.</summary>
    public string Checkpoints => System.IO.Path.Combine(Path, CheckpointsName);

    /// <summary>Folder of policies, one for each checkpoint ever written.</summary>
    public string Policies => System.IO.Path.Combine(Path, PoliciesName);

    /// <summary>Folder of TensorBoard event files.</summary>
    public string TensorBoard => System.IO.Path.Combine(Path, TensorBoardName);

    /// <summary>Folder with the pack as used: every source under its own name, including built-in ones.</summary>
    public string Config => System.IO.Path.Combine(Path, ConfigName);

    /// <summary>The SQLite file.</summary>
    public string MetricsDatabase => System.IO.Path.Combine(Path, "metrics.db");

    /// <summary>The <see cref="RunManifest"/>.</summary>
    public string Manifest => System.IO.Path.Combine(Path, RunManifest.FileName);

    /// <summary>
    /// Creates <c>root/level/yyyy-MM-dd_HHmmss</c>, where level is the pack's output subdirectory. A second run in the same second,
    /// of this process or another, gets the same name with <c>_2</c> and so on. The folder appears complete or not at all.
    /// </summary>
    /// <param name="root">Folder of all runs, which need not exist.</param>
    /// <param name="pack">The pack, stored in <see cref="Config"/>.</param>
    /// <param name="startedAt">Start of the run. The name shows it in its own offset, so pass local time.</param>
    /// <exception cref="RunFolderException">The folder cannot be made, or the pack's output subdirectory leads out of the root.</exception>
    public static RunFolder Create(string root, Pack pack, DateTimeOffset startedAt)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(pack);

        var fullRoot = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(root));
        var level = System.IO.Path.TrimEndingDirectorySeparator(
            System.IO.Path.GetFullPath(pack.RunMetadata.OutputSubdirectory, fullRoot));
        if (!level.StartsWith(fullRoot + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new RunFolderException(
                $"The run's folder would be {level}, outside {fullRoot}. "
                + $"Set output_subdir in the pack to a plain folder name instead of '{pack.RunMetadata.OutputSubdirectory}'.");
        }

        var stamp = startedAt.ToString("yyyy-MM-dd_HHmmss", CultureInfo.InvariantCulture);
        var staging = System.IO.Path.Combine(level, string.Create(CultureInfo.InvariantCulture, $".{stamp}.{Guid.NewGuid():N}"));
        try
        {
            Fill(staging, pack);
            return new RunFolder(MoveToFreeName(staging, System.IO.Path.Combine(level, stamp)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }

            throw CannotBeMade(level, failure);
        }
    }

    /// <summary>Creates a run in the folder that the user named. A path that ends in <c>checkpoints</c> is that part of the run folder; any other path is the run folder.</summary>
    /// <param name="directory">The folder, which must be empty or not exist yet.</param>
    /// <param name="pack">The pack, stored in <see cref="Config"/>.</param>
    /// <exception cref="RunFolderException">The folder holds something else, or cannot be created.</exception>
    public static RunFolder CreateAt(string directory, Pack pack)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(pack);

        var path = RunPathOf(directory);
        try
        {
            if (!IsVacant(path))
            {
                throw new RunFolderException(
                    $"A run cannot be started in {path}: that folder already holds something else. Name a folder that does not exist yet or is empty.");
            }

            Fill(path, pack);
            return new RunFolder(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw CannotBeMade(path, failure);
        }
    }

    /// <summary>True where <see cref="Open"/> finds a run; otherwise <see cref="CreateAt"/> may create one.</summary>
    public static bool Exists(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        return FindRun(directory) is not null;
    }

    /// <summary>Opens an earlier run; nothing in it is changed.</summary>
    /// <param name="directory">The run's folder or its checkpoints folder.</param>
    /// <exception cref="RunFolderException">The folder is neither.</exception>
    public static RunFolder Open(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);

        if (FindRun(directory) is { } path)
        {
            return new RunFolder(path);
        }

        var full = System.IO.Path.GetFullPath(directory);
        if (WhyClosed(full) is { } closed)
        {
            throw new RunFolderException($"{full} cannot be looked into: {closed}");
        }

        var found = Directory.Exists(full)
            ? $"has no {RunManifest.FileName}, and no {CheckpointsName} and {ConfigName} folders"
            : File.Exists(full) ? "is a file" : "does not exist";
        throw new RunFolderException(
            $"{full} is not a run: it {found}. Name the folder of an earlier run (runs/<level>/<date>_<time>) or its {CheckpointsName} folder.");
    }

    private static string? FindRun(string directory)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(directory));
        if (IsRun(full))
        {
            return full;
        }

        var run = RunPathOf(full);
        return IsRun(run) ? run : null;
    }

    /// <summary>Why this user cannot look into a folder, which then seems to be empty or missing; null where it is open, or really missing.</summary>
    public static string? WhyClosed(string path)
    {
        try
        {
            if (File.GetAttributes(path).HasFlag(FileAttributes.Directory))
            {
                foreach (var entry in Directory.EnumerateFileSystemEntries(path).Take(1))
                {
                    File.GetAttributes(entry);
                }
            }

            return null;
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return FileFault.Explain(failure);
        }
    }

    // A folder without run.json is a run too, which was killed before it wrote one.
    private static bool IsRun(string path) =>
        File.Exists(System.IO.Path.Combine(path, RunManifest.FileName))
        || (Directory.Exists(System.IO.Path.Combine(path, CheckpointsName)) && Directory.Exists(System.IO.Path.Combine(path, ConfigName)));

    private static string RunPathOf(string directory)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(directory));
        return System.IO.Path.GetFileName(full) == CheckpointsName ? System.IO.Path.GetDirectoryName(full)! : full;
    }

    // What an interrupted Fill leaves counts as vacant, so that the same command works when it is repeated.
    private static bool IsVacant(string path) =>
        !Directory.Exists(path)
        || Directory.EnumerateFileSystemEntries(path).All(entry => System.IO.Path.GetFileName(entry) switch
        {
            PendingConfigName => true,
            CheckpointsName or PoliciesName or TensorBoardName =>
                Directory.Exists(entry) && !Directory.EnumerateFileSystemEntries(entry).Any(),
            _ => false,
        });

    // The config folder comes last and in one step: it makes the folder a run.
    private static void Fill(string path, Pack pack)
    {
        foreach (var name in (ReadOnlySpan<string>)[CheckpointsName, PoliciesName, TensorBoardName, PendingConfigName])
        {
            Directory.CreateDirectory(System.IO.Path.Combine(path, name));
        }

        var pendingConfig = System.IO.Path.Combine(path, PendingConfigName);
        foreach (var source in pack.Sources)
        {
            File.WriteAllText(System.IO.Path.Combine(pendingConfig, source.Name), source.Text);
        }

        Directory.Move(pendingConfig, System.IO.Path.Combine(path, ConfigName));
    }

    // A rename never replaces a folder that is not empty, so only one of two processes gets the name.
    private static string MoveToFreeName(string staging, string name)
    {
        for (var number = 1; ; number++)
        {
            var target = number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
            try
            {
                Directory.Move(staging, target);
                return target;
            }
            catch (IOException) when (Directory.Exists(target) || File.Exists(target))
            {
                // The name is taken: try the next number.
            }
        }
    }

    private static RunFolderException CannotBeMade(string path, Exception failure) =>
        new($"The run's folder in {path} could not be made: {FileFault.Explain(failure)} Or name another place with --checkpoint-dir.", failure);
}
