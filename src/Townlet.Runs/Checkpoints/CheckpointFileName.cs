using System.Globalization;

namespace Townlet.Runs.Checkpoints;

/// <summary>The names of checkpoints and policies: a kind, the episode in at least five digits, the format's extension.</summary>
internal sealed class CheckpointFileName
{
    private const string Extension = ".safetensors";

    private readonly string _prefix;

    private CheckpointFileName(string prefix)
    {
        _prefix = prefix;
    }

    public static CheckpointFileName Checkpoint { get; } = new("checkpoint_ep");

    public static CheckpointFileName Policy { get; } = new("policy_ep");

    /// <summary>Name without extension.</summary>
    public string NameOf(int episode) => string.Create(CultureInfo.InvariantCulture, $"{_prefix}{episode:D5}");

    public string FileOf(int episode) => NameOf(episode) + Extension;

    /// <summary>Episode in the name of a file; null for any other file.</summary>
    public int? EpisodeOf(string file) =>
        file.StartsWith(_prefix, StringComparison.Ordinal)
        && file.EndsWith(Extension, StringComparison.Ordinal)
        && int.TryParse(file.AsSpan(_prefix.Length..^Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var episode)
        && FileOf(episode) == file
            ? episode
            : null;

    /// <summary>What has a name of this kind in a folder, which need not exist, newest first. It may be no ordinary file.</summary>
    public IEnumerable<(int Episode, string Path)> NewestFirstIn(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var files = new List<(int Episode, string Path)>();
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, _prefix + "*" + Extension))
        {
            if (EpisodeOf(Path.GetFileName(path)) is { } episode)
            {
                files.Add((episode, path));
            }
        }

        files.Sort((one, other) => other.Episode.CompareTo(one.Episode));
        return files;
    }
}
