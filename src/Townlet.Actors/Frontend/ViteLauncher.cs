using System.Collections.Immutable;
using System.Globalization;
using Townlet.Actors.Hosting;
using Townlet.Runs.Processes;

namespace Townlet.Actors.Frontend;

/// <summary>
/// Runs Vite's development server, under a guard. npm takes no part: it would write to the user's home and obey variables of its own.
/// </summary>
public sealed class ViteLauncher : IFrontendLauncher
{
    private const string Vite = "node_modules/vite/bin/vite.js";

    /// <summary>Vite cannot serve a folder with one of these characters in its path.</summary>
    private const string UnservableInPaths = "#?:\\";

    /// <summary>Between SIGTERM and SIGKILL for the group.</summary>
    public static readonly TimeSpan TerminationGrace = TimeSpan.FromSeconds(5);

    public string? WhyImpossible(FrontendOptions options)
    {
        if (!File.Exists(Path.Combine(options.Directory, "package.json")))
        {
            return $"There is no page in {options.Directory}.";
        }

        if (options.Directory.AsSpan().IndexOfAny(UnservableInPaths) is >= 0 and var position)
        {
            return $"Vite cannot serve the page from {options.Directory}: the path has a '{options.Directory[position]}' in it. Move the folder to a path without # ? : or \\.";
        }

        if (!IsOnPath("node"))
        {
            return "node was not found on PATH, so the page cannot be started. Install Node.js 20 or newer, or run with --no-frontend.";
        }

        if (!File.Exists(Path.Combine(options.Directory, Vite)))
        {
            var state = Directory.Exists(Path.Combine(options.Directory, "node_modules")) ? "only in part installed: Vite is missing" : "not installed";
            return $"The page's packages are {state}. Run 'npm ci --include=dev' in {options.Directory} (./townlet does it by itself).";
        }

        return null;
    }

    public IFrontendProcess Start(FrontendOptions options, int port, Uri server, string identity, Action<string> output)
    {
        var program = new GuardedProgram(
            "node",
            // Vite's other loaders write a file beside the configuration, and not every user may do that.
            [Vite, "--configLoader", "runner", "--port", port.ToString(CultureInfo.InvariantCulture), "--strictPort", "--host", server.IdnHost],
            TerminationGrace)
        {
            WorkingDirectory = options.Directory,
            Environment = new Dictionary<string, string?>
            {
                ["TOWNLET_SERVER"] = ServerNames.Address(server).GetLeftPart(UriPartial.Authority),
                ["TOWNLET_PAGE"] = identity,
                ["TOWNLET_HOSTS"] = string.Join(',', options.Hosts),
                ["NO_COLOR"] = "1",
                // Many servers set it to "production", which changes what Vite's development server serves.
                ["NODE_ENV"] = "development",
                // With it Vite prints each address that a browser asks for, and the token may stand in one.
                ["DEBUG"] = null,
            }.ToImmutableDictionary(),
        };
        return new ViteProcess(GuardedProcess.Start(program, Pass, Pass));

        void Pass(string line) => output(line.Trim());
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    private sealed class ViteProcess(GuardedProcess process) : IFrontendProcess
    {
        // Not the exit code: that waits for the end of the output too, which a page that outlived its guard holds open.
        public Task Exited => process.Ended;

        public void Terminate() => process.Terminate();

        public void Dispose() => process.Dispose();
    }
}
