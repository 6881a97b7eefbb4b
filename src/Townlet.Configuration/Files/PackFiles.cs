using System.Collections.Immutable;
using Townlet.Configuration.Faults;
using Townlet.Configuration.Schema;

namespace Townlet.Configuration.Files;

/// <summary>The files that a path stands for: those of a pack's folder, or one training file and its world.</summary>
internal sealed class PackFiles
{
    public const string TrainingRole = "training.yaml";
    public const string BarsRole = "bars.yaml";
    public const string CascadesRole = "cascades.yaml";
    public const string AffordancesRole = "affordances.yaml";
    public const string CuesRole = "cues.yaml";

    /// <summary>How many names are compared with a missing one. The limit keeps a huge folder from slowing the start down.</summary>
    private const int NamesLookedAt = 2000;

    private static readonly string[] Roles = [TrainingRole, BarsRole, CascadesRole, AffordancesRole, CuesRole];

    private PackFiles(string name, string fullPath, ImmutableArray<PackFile> files)
    {
        Name = name;
        FullPath = fullPath;
        All = files;
    }

    /// <summary>The pack's name.</summary>
    public string Name { get; }

    public string FullPath { get; }

    /// <summary>All files that exist or should exist, in the order in which they are read.</summary>
    public ImmutableArray<PackFile> All { get; }

    public PackFile Training => Find(TrainingRole)!;

    public PackFile Bars => Find(BarsRole)!;

    public PackFile Cascades => Find(CascadesRole)!;

    public PackFile Affordances => Find(AffordancesRole)!;

    public PackFile? Cues => Find(CuesRole);

    /// <summary>Finds and reads the files. Null where the path is not a pack; the faults say why.</summary>
    public static PackFiles? Locate(string path, FaultList faults)
    {
        var atPath = new FileFaults(faults, path);
        try
        {
            if (string.IsNullOrWhiteSpace(path))
            {
                new FileFaults(faults, "''").Add("the path is empty, expected a pack folder or a training YAML file");
                return null;
            }

            var fullPath = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
            if (Directory.Exists(fullPath))
            {
                return LocateFolder(path, fullPath, faults);
            }

            if (File.Exists(fullPath))
            {
                return LocateFile(path, fullPath, faults);
            }

            atPath.Add($"no such file or folder{Suggestion(path, fullPath)}");
        }
        catch (Exception exception) when (IsFileSystemTrouble(exception))
        {
            atPath.Add($"the path cannot be read: {FileFault.Explain(exception)}");
        }

        return null;
    }

    /// <summary>The files by the texts that were kept of them.</summary>
    /// <exception cref="ArgumentException">A file is missing.</exception>
    public static PackFiles From(string name, string path, ImmutableArray<PackSource> sources, FaultList faults)
    {
        if (Roles.FirstOrDefault(role => role != CuesRole && sources.All(source => source.Name != role)) is { } missing)
        {
            throw new ArgumentException($"The pack's {missing} is missing.", nameof(sources));
        }

        // In the order in which a pack is read, on which its hash depends.
        var kept = Roles.Select(role => sources.FirstOrDefault(source => source.Name == role)).OfType<PackSource>();
        return new PackFiles(name, path, [.. kept.Select(source => new PackFile(source.Name, source.Text, source.BuiltIn, new FileFaults(faults, source.Name)))]);
    }

    private static PackFiles? LocateFolder(string path, string fullPath, FaultList faults)
    {
        if (!File.Exists(Path.Combine(fullPath, TrainingRole)) && PackNames(fullPath, withFiles: false) is { Count: > 0 } packs)
        {
            new FileFaults(faults, path).Add($"this folder is not a pack but holds packs, expected one of them: {string.Join(", ", packs.Take(10))}");
            return null;
        }

        var files = ImmutableArray.CreateBuilder<PackFile>();
        foreach (var role in Roles)
        {
            var file = Path.Combine(fullPath, role);
            var roleFaults = new FileFaults(faults, Path.Combine(path, role));
            if (File.Exists(file))
            {
                files.Add(new PackFile(role, PackText.Read(file, roleFaults), false, roleFaults));
                continue;
            }

            var resembling = Nearest.Of(role, NamesIn(fullPath).Where(name => !Roles.Contains(name)));
            if (role != CuesRole)
            {
                var rename = resembling is null ? "" : $"; is it called '{resembling}' by mistake?";
                roleFaults.Add($"this file is missing, expected a pack folder to hold {TrainingRole}, {BarsRole}, {CascadesRole} and {AffordancesRole}{rename}");
                files.Add(new PackFile(role, null, false, roleFaults));
            }
            else if (resembling is not null)
            {
                new FileFaults(faults, Path.Combine(path, resembling)).Add($"this file is not read, did you mean '{CuesRole}'?");
            }
        }

        return new PackFiles(Path.GetFileName(fullPath), fullPath, files.ToImmutable());
    }

    private static PackFiles LocateFile(string path, string fullPath, FaultList faults)
    {
        var folder = Path.GetDirectoryName(fullPath)!;
        var shownFolder = Path.GetDirectoryName(path) ?? "";
        var trainingFaults = new FileFaults(faults, path);
        var files = ImmutableArray.CreateBuilder<PackFile>();
        files.Add(new PackFile(TrainingRole, PackText.Read(fullPath, trainingFaults), false, trainingFaults));
        foreach (var role in Roles.Where(role => role != TrainingRole))
        {
            var beside = Path.Combine(folder, role);
            if (File.Exists(beside))
            {
                var besideFaults = new FileFaults(faults, Path.Combine(shownFolder, role));
                files.Add(new PackFile(role, PackText.Read(beside, besideFaults), false, besideFaults));
            }
            else
            {
                files.Add(BuiltInWorld.File(role, faults));
            }
        }

        // A run folder called runs/training would not say which pack it belongs to.
        var name = Path.GetFileName(fullPath) == TrainingRole ? Path.GetFileName(folder) : Path.GetFileNameWithoutExtension(fullPath);
        return new PackFiles(name, fullPath, files.ToImmutable());
    }

    private static string Suggestion(string path, string fullPath)
    {
        var parent = Path.GetDirectoryName(fullPath);
        if (parent is null || !Directory.Exists(parent))
        {
            return parent is null ? "" : $", and no folder '{Path.GetDirectoryName(path)}' either";
        }

        var name = Path.GetFileName(fullPath);
        var shownParent = Path.GetDirectoryName(path) ?? "";
        var beside = PackNames(parent, withFiles: true);
        if ((beside.Find(pack => pack.StartsWith(name, StringComparison.OrdinalIgnoreCase)) ?? Nearest.Of(name, beside)) is { } nearest)
        {
            return $", did you mean '{Path.Combine(shownParent, nearest)}'?";
        }

        // The user typed "L1_full_observability" in the folder above it.
        var below = Directory.EnumerateDirectories(parent).Take(NamesLookedAt)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(candidate => Directory.Exists(candidate) && File.Exists(Path.Combine(candidate, TrainingRole)));
        if (below is not null)
        {
            return $", did you mean '{Path.Combine(shownParent, Path.GetRelativePath(parent, below))}'?";
        }

        return beside.Count == 0 ? "" : $"; packs there: {string.Join(", ", beside.Take(10))}";
    }

    private static List<string> PackNames(string folder, bool withFiles)
    {
        var names = Directory.EnumerateDirectories(folder).Take(NamesLookedAt)
            .Where(candidate => File.Exists(Path.Combine(candidate, TrainingRole)));
        if (withFiles)
        {
            names = names.Concat(Directory.EnumerateFiles(folder, "*.yaml").Take(NamesLookedAt));
        }

        return [.. names.Select(candidate => Path.GetFileName(candidate)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> NamesIn(string folder) =>
        Directory.EnumerateFiles(folder).Take(NamesLookedAt).Select(file => Path.GetFileName(file));

    private static bool IsFileSystemTrouble(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or System.Security.SecurityException;

    private PackFile? Find(string role) => All.FirstOrDefault(file => file.Role == role);
}
