using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Townlet.Actors.Hosting;

namespace Townlet.Actors.Frontend;

/// <summary>
/// Runs Vite's development server in a process group of its own, under a guard that ends the group when the pipe to this
/// process closes. So nothing is left, however this process dies, and closing the pipe is all that it takes to stop the page.
/// npm takes no part: it would write to the user's home and obey variables of its own.
/// </summary>
public sealed class ViteLauncher : IFrontendLauncher
{
    private const string Vite = "node_modules/vite/bin/vite.js";

    /// <summary>Vite cannot serve a folder with one of these characters in its path.</summary>
    private const string UnservableInPaths = "#?:\\";

    /// <summary>Between SIGTERM and SIGKILL for the group.</summary>
    public static readonly TimeSpan TerminationGrace = TimeSpan.FromSeconds(5);

    // Vite may start further processes, and only the group reaches all of them.
    // The watcher holds the pipe on a descriptor of its own. It ignores the SIGTERM that it sends to its own group, because it must send
    // the SIGKILL later. It closes the output, because the end of the output must mean the end of the page.
    // Where the guard itself was killed, nothing would see Vite end, and Vite keeps its port while a browser is connected. The watcher kills the group at once then.
    // The guard waits through signals. Once Vite has ended, it kills what is left of the group.
    private const string Guard = """
        exec 3<&0
        "$@" </dev/null 3<&- &
        page=$!
        (
            trap '' TERM INT HUP
            cat <&3
            kill -0 $$ || kill -KILL 0
            kill -TERM 0
            sleep "$TOWNLET_GRACE"
            kill -KILL 0
        ) >/dev/null 2>&1 &
        exec 3<&- </dev/null
        trap : TERM INT HUP
        while kill -0 $page 2>/dev/null; do wait $page; done
        kill -KILL 0
        """;

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
        var start = new ProcessStartInfo("setsid")
        {
            WorkingDirectory = options.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            "sh", "-c", Guard, "townlet-frontend-guard",
            // Vite's other loaders write a file beside the configuration, and not every user may do that.
            "node", Vite, "--configLoader", "runner", "--port", port.ToString(CultureInfo.InvariantCulture), "--strictPort", "--host", server.IdnHost,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["TOWNLET_SERVER"] = ServerNames.Address(server).GetLeftPart(UriPartial.Authority);
        start.Environment["TOWNLET_PAGE"] = identity;
        start.Environment["TOWNLET_HOSTS"] = string.Join(',', options.Hosts);
        start.Environment["TOWNLET_GRACE"] = TerminationGrace.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        start.Environment["NO_COLOR"] = "1";
        // Many servers set it to "production", which changes what Vite's development server serves.
        start.Environment["NODE_ENV"] = "development";
        // With it Vite prints each address that a browser asks for, and the token may stand in one.
        start.Environment.Remove("DEBUG");

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Pass(line.Data);
        process.ErrorDataReceived += (_, line) => Pass(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            process.Dispose();
            throw;
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ViteProcess(process);

        void Pass(string? line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                output(line.Trim());
            }
        }
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    private sealed class ViteProcess : IFrontendProcess
    {
        private readonly Process _process;
        private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ViteProcess(Process process)
        {
            // Not WaitForExitAsync: that waits for the end of the output too, which a page that outlived its guard holds open.
            _process = process;
            _process.Exited += (_, _) => _exited.TrySetResult();
            if (_process.HasExited)
            {
                _exited.TrySetResult();
            }
        }

        public Task Exited => _exited.Task;

        public void Terminate()
        {
            try
            {
                _process.StandardInput.Close();
            }
            catch (IOException)
            {
                // The guard is gone already, and the group with it.
            }
        }

        public void Dispose()
        {
            try
            {
                // SIGKILL is the only signal that a stopped process obeys.
                _process.Kill(entireProcessTree: true);
            }
            catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
            {
                // The guard has ended already. What is left of the group ends when the pipe closes.
            }

            Terminate();
            _process.Dispose();
        }
    }
}
