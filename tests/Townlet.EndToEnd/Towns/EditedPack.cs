using System.Text.RegularExpressions;

namespace Townlet.EndToEnd.Towns;

/// <summary>A shipped pack, copied and changed.</summary>
internal static class EditedPack
{
    /// <param name="folder">Folder for the copy, which has the pack's name.</param>
    /// <param name="name">A pack of configs/.</param>
    /// <param name="file">The file to change.</param>
    /// <param name="edit">Computes the new text from the old one.</param>
    /// <returns>Folder of the copy.</returns>
    public static string Create(TemporaryFolder folder, string name, string file, Func<string, string> edit)
    {
        var copy = Directory.CreateDirectory(folder[name]).FullName;
        foreach (var source in Directory.EnumerateFiles(Repository.Pack(name)))
        {
            File.Copy(source, Path.Combine(copy, Path.GetFileName(source)));
        }

        var edited = Path.Combine(copy, file);
        var before = File.ReadAllText(edited);
        var after = edit(before);
        Assert.NotEqual(before, after);
        File.WriteAllText(edited, after);
        return copy;
    }

    /// <summary>A copy with other settings in training.yaml.</summary>
    /// <param name="folder">Folder for the copy.</param>
    /// <param name="name">A pack of configs/.</param>
    /// <param name="settings">Settings that replace those of the pack or are added to their section.</param>
    public static string With(TemporaryFolder folder, string name, params IEnumerable<(string Section, string Key, object Value)> settings) => Create(
        folder, name, "training.yaml", text => settings.Aggregate(text, Set));

    /// <summary>A copy with another number of episodes between checkpoints.</summary>
    public static string WithCheckpointEvery(int episodes, TemporaryFolder folder, string name) =>
        With(folder, name, ("training", "checkpoint_every", episodes));

    /// <summary>A copy with two agents that both go through all stages of the curriculum within 160 lives.</summary>
    public static string WithQuickStages(TemporaryFolder folder) =>
        With(folder, "L1_full_observability", ("population", "num_agents", 2), ("curriculum", "survival_advance_threshold", 0.2));

    private static string Set(string text, (string Section, string Key, object Value) setting)
    {
        var line = FormattableString.Invariant($"  {setting.Key}: {setting.Value}");
        var given = new Regex($"^  {setting.Key}:.*$", RegexOptions.Multiline);
        return given.IsMatch(text) ? given.Replace(text, line) : Regex.Replace(text, $"^{setting.Section}:$", $"{setting.Section}:\n{line}", RegexOptions.Multiline);
    }
}
