using Townlet.Configuration;
using YamlDotNet.RepresentationModel;

namespace Townlet.Benchmarks;

/// <summary>A pack with some settings of its training.yaml changed, to measure an option with and without.</summary>
internal static class ChangedPack
{
    /// <param name="path">The pack's folder.</param>
    /// <param name="changes">Changes as "section.key=value"; the value "null" removes the key.</param>
    /// <exception cref="ArgumentException">The pack or a change is faulty; the message says where.</exception>
    public static Pack Read(string path, IReadOnlyList<string> changes)
    {
        var copy = Directory.CreateTempSubdirectory("townlet-pack-");
        try
        {
            var folder = Path.Combine(copy.FullName, Path.GetFileName(Path.TrimEndingDirectorySeparator(path)));
            Directory.CreateDirectory(folder);
            foreach (var file in Directory.GetFiles(path))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            Change(Path.Combine(folder, "training.yaml"), changes);
            var result = PackReader.Read(folder);
            return result.Pack ?? throw new ArgumentException(string.Join('\n', result.Faults));
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private static void Change(string file, IReadOnlyList<string> changes)
    {
        if (changes.Count == 0)
        {
            return;
        }

        var yaml = new YamlStream();
        using (var reader = File.OpenText(file))
        {
            yaml.Load(reader);
        }

        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        foreach (var change in changes)
        {
            var sides = change.Split('=', 2);
            var names = sides[0].Split('.', 2);
            if (sides.Length != 2 || names.Length != 2)
            {
                throw new ArgumentException($"'{change}' is not a change, expected section.key=value.");
            }

            if (!root.Children.TryGetValue(names[0], out var section))
            {
                root.Add(names[0], section = new YamlMappingNode());
            }

            ((YamlMappingNode)section).Children[names[1]] = sides[1];
        }

        using var writer = File.CreateText(file);
        yaml.Save(writer, assignAnchors: false);
    }
}
