using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Townlet.Configuration.Faults;
using Townlet.Configuration.Files;
using Townlet.Configuration.Reading;
using Townlet.Configuration.Schema;
using Townlet.Configuration.Settings;
using Townlet.World.Definition;

namespace Townlet.Configuration;

/// <summary>Reads packs: a folder, or a single training YAML with its world files beside it or built in.</summary>
public static class PackReader
{
    /// <summary>Reads a pack. It does not throw for a mistake of the user: the result lists all faults.</summary>
    /// <param name="path">A pack's folder or a training YAML file; relative to the current folder.</param>
    /// <returns>A pack, or every fault found in it.</returns>
    public static PackReadResult Read(string path)
    {
        var faults = new FaultList();
        return PackFiles.Locate(path, faults) is { } files ? Read(files, faults) : new PackReadResult(null, faults.ToImmutable());
    }

    /// <summary>Reads a pack from texts that were kept of it, which need not be those of an existing folder.</summary>
    /// <param name="name">The pack's name.</param>
    /// <param name="path">What <see cref="Pack.Path"/> shall be.</param>
    /// <param name="sources">As in <see cref="Pack.Sources"/>: every file of a pack's folder, without or with cues.yaml.</param>
    /// <returns>A pack, or every fault found in it; the faults name the files without a folder.</returns>
    /// <exception cref="ArgumentException">A file is missing.</exception>
    public static PackReadResult Read(string name, string path, ImmutableArray<PackSource> sources)
    {
        var faults = new FaultList();
        return Read(PackFiles.From(name, path, sources, faults), faults);
    }

    private static PackReadResult Read(PackFiles files, FaultList faults)
    {
        var training = TrainingReader.Read(files.Training);
        var (meters, ends) = BarsReader.Read(files.Bars);
        var (modulations, stages) = CascadesReader.Read(files.Cascades);
        var entries = AffordancesReader.Read(files.Affordances);
        var cues = files.Cues is { } cuesFile ? CuesReader.Read(cuesFile) : [];
        ImmutableArray<PlaceDefinition> places = training is not null && entries is { } known
            ? PlacesOfTown.Choose(training, files.Training.Faults, known, files.Affordances)
            : [];
        if (faults.Count > 0 || training is null)
        {
            return new PackReadResult(null, faults.ToImmutable());
        }

        ImmutableArray<PackSource> sources = [.. files.All.Select(file => new PackSource(file.Role, file.Text!, file.BuiltIn))];
        var pack = new Pack
        {
            Name = files.Name,
            Path = files.FullPath,
            Hash = HashOf(sources),
            Sources = sources,
            Town = new TownDefinition
            {
                GridSize = training.GridSize,
                MaxSteps = training.Curriculum.MaxStepsPerEpisode,
                Temporal = training.Temporal,
                Observation = training.Observation,
                ActionCosts = training.ActionCosts,
                Meters = meters,
                Modulations = modulations,
                CascadeStages = stages,
                TerminalConditions = ends,
                Places = places,
            },
            RunMetadata = new RunMetadataSettings { OutputSubdirectory = training.OutputSubdirectory ?? FolderName.From(files.Name) },
            Population = training.Population,
            Curriculum = training.Curriculum,
            Exploration = training.Exploration,
            Training = training.Training,
            UnifiedServer = training.UnifiedServer,
            Cues = cues,
        };
        return new PackReadResult(pack, []);
    }

    // Roles and texts are hashed, not paths. So a run's stored copy of a pack has the hash of the original, even if that was a single file.
    private static string HashOf(ImmutableArray<PackSource> sources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var source in sources)
        {
            var text = Encoding.UTF8.GetBytes(source.Text);
            hash.AppendData(Encoding.UTF8.GetBytes($"{source.Name}\n{text.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)}\n"));
            hash.AppendData(text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
