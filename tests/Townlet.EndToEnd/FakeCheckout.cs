using System.Text.Json;
using Townlet.EndToEnd.Processes;

namespace Townlet.EndToEnd;

/// <summary>The launcher with a program that only says how it was called, and a page of one package: what takes minutes otherwise takes a second, with the real dotnet and npm.</summary>
internal sealed class FakeCheckout : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FakeCheckout()
    {
        File.Copy(Repository.Launcher, _folder["townlet"]);
        foreach (var folder in (ReadOnlySpan<string>)["build", "configs", "frontend/vite", "src/Townlet.Host/obj", "src/Townlet.Host/bin/Release/net10.0"])
        {
            Directory.CreateDirectory(_folder[folder]);
        }

        File.WriteAllText(_folder["HOCON.conf"], "");
        File.WriteAllText(_folder["global.json"], "{}");
        File.WriteAllText(_folder["Directory.Build.props"], "<Project />");
        WriteProgram(_folder["src/Townlet.Host/bin/Release/net10.0/Townlet.Host"], "echo \"host: $*\"");
        File.WriteAllText(Path.Combine(Frontend, "vite", "package.json"), """{"name": "vite", "version": "1.0.0", "bin": {"vite": "vite.js"}}""");
        WriteProgram(Path.Combine(Frontend, "vite", "vite.js"), "");
        WritePage("file:./vite", new() { ["node_modules/vite"] = new { resolved = "vite", link = true }, ["vite"] = new { version = "1.0.0", dev = true, bin = new { vite = "vite.js" } } });
        File.WriteAllText(_folder["src/Townlet.Host/obj/townlet.built"], "");
    }

    public string Frontend => _folder["frontend"];

    /// <summary>An empty one, so that nothing comes from npm's usual cache.</summary>
    public string Cache => _folder["cache"];

    public bool PageIsInstalled => File.Exists(Path.Combine(Frontend, "node_modules", ".bin", "vite"));

    public static void WriteProgram(string path, string script)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => _folder.Dispose();

    public TownletProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        TownletProcess.Start(_folder["townlet"], arguments, _folder.Path, environment);

    /// <summary>Its sources are newer than its program, and building them starts two further processes and does not end.</summary>
    public void LetTheBuildTakeForever()
    {
        File.WriteAllText(
            _folder["src/Townlet.Host/Townlet.Host.csproj"],
            """<Project DefaultTargets="Build"><Target Name="Restore" /><Target Name="Build"><Exec Command="sleep 1000 &amp; sleep 1000" /></Target></Project>""");
        File.Delete(_folder["src/Townlet.Host/obj/townlet.built"]);
    }

    /// <summary>The page's package has to be downloaded.</summary>
    public void WantFromRegistry() => WritePage(
        "1.0.0",
        new()
        {
            ["node_modules/vite"] = new
            {
                version = "1.0.0", resolved = "https://registry.npmjs.org/vite/-/vite-1.0.0.tgz", integrity = $"sha512-{Convert.ToBase64String(new byte[64])}", dev = true,
            },
        });

    private void WritePage(string vite, Dictionary<string, object> packages)
    {
        var root = new { name = "page", version = "1.0.0", devDependencies = new { vite } };
        packages[""] = root;
        File.WriteAllText(Path.Combine(Frontend, "package.json"), JsonSerializer.Serialize(root));
        File.WriteAllText(
            Path.Combine(Frontend, "package-lock.json"), JsonSerializer.Serialize(new { root.name, root.version, lockfileVersion = 3, requires = true, packages }));
    }
}
