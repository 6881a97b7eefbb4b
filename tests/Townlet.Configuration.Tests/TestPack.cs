namespace Townlet.Configuration.Tests;

/// <summary>A pack in a temporary folder, which a test may damage.</summary>
internal sealed class TestPack : IDisposable
{
    public const string Training = "training.yaml";
    public const string Bars = "bars.yaml";
    public const string Cascades = "cascades.yaml";
    public const string Affordances = "affordances.yaml";
    public const string Cues = "cues.yaml";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("townlet-pack-");
    private int _replacedAt;

    private TestPack(string path) => Path = System.IO.Path.Combine(_folder.FullName, path);

    /// <summary>The path that the reader is given.</summary>
    public string Path { get; }

    public string Folder => _folder.FullName;

    /// <summary>A copy of a shipped pack.</summary>
    public static TestPack Copy(string shipped = "L1_full_observability")
    {
        var pack = new TestPack("town");
        Directory.CreateDirectory(pack.Path);
        foreach (var file in Directory.EnumerateFiles(Repository.Pack(shipped)))
        {
            File.Copy(file, System.IO.Path.Combine(pack.Path, System.IO.Path.GetFileName(file)));
        }

        return pack;
    }

    /// <summary>A single training file, without a world beside it.</summary>
    public static TestPack Single(string text)
    {
        var pack = new TestPack("town.yaml");
        File.WriteAllText(pack.Path, text);
        return pack;
    }

    public string FileOf(string name) => Directory.Exists(Path) ? System.IO.Path.Combine(Path, name) : System.IO.Path.Combine(Folder, name);

    public string TextOf(string name) => File.ReadAllText(FileOf(name));

    public TestPack Write(string name, string text)
    {
        File.WriteAllText(FileOf(name), text);
        return this;
    }

    public TestPack Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(FileOf(name), bytes);
        return this;
    }

    public TestPack Delete(string name)
    {
        File.Delete(FileOf(name));
        return this;
    }

    /// <summary>Replaces the first occurrence.</summary>
    public TestPack Replace(string name, string text, string by)
    {
        var content = TextOf(name);
        var at = content.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{name} does not contain '{text}'.");
        _replacedAt = at;
        return Write(name, string.Concat(content.AsSpan(0, at), by, content.AsSpan(at + text.Length)));
    }

    /// <summary>"line:column" of the first occurrence, at or after what was replaced last.</summary>
    public string PositionOf(string name, string text)
    {
        var content = TextOf(name);
        var at = content.IndexOf(text, _replacedAt, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{name} does not contain '{text}'.");
        var before = content[..at];
        return $"{before.Count(character => character == '\n') + 1}:{at - before.LastIndexOf('\n')}";
    }

    public Pack Read()
    {
        var result = PackReader.Read(Path);
        Assert.Empty(result.Faults);
        return result.Pack!;
    }

    /// <summary>The faults as the pack's author sees them, without the folder.</summary>
    public string[] Faults()
    {
        var result = PackReader.Read(Path);
        Assert.Null(result.Pack);
        Assert.NotEmpty(result.Faults);
        var folder = (Directory.Exists(Path) ? Path : Folder) + System.IO.Path.DirectorySeparatorChar;
        return [.. result.Faults.Select(fault => fault.ToString().Replace(folder, "", StringComparison.Ordinal))];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
