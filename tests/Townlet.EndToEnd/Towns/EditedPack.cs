namespace Townlet.EndToEnd;

/// <summary>A shipped pack, copied and changed.</summary>
internal static class EditedPack
{
    /// <param name="folder">Where the copy goes; gets the pack's name.</param>
    /// <param name="name">A pack of configs/.</param>
    /// <param name="file">The file to change.</param>
    /// <param name="edit">Its new text from its old one.</param>
    /// <returns>The copy's folder.</returns>
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

    /// <summary>With a checkpoint every so many episodes.</summary>
    public static string WithCheckpointEvery(int episodes, TemporaryFolder folder, string name) =>
        Create(folder, name, "training.yaml", text => text.Replace("training:\n", $"training:\n  checkpoint_every: {episodes}\n", StringComparison.Ordinal));
}
