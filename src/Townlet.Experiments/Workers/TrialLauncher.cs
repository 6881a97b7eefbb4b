using System.Diagnostics;
using System.Globalization;

namespace Townlet.Experiments.Workers;

/// <summary>
/// Runs each trial in a process group of its own, under a guard that ends the group when the pipe to this process closes. So no trial outlives its worker, however that dies,
/// and a trial that crashes or is killed for its memory takes no other with it.
/// </summary>
public sealed class TrialLauncher(TrialProgram program) : ITrialLauncher
{
    private const string ExitMark = "townlet-trial-exit ";

    /// <summary>Between SIGTERM and SIGKILL where this process is gone: a trial saves what it has within it.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(10);

    /// <summary>How long the last lines may take to be read after the process has ended.</summary>
    private static readonly TimeSpan _lastLines = TimeSpan.FromSeconds(5);

    // A word in the pipe asks the trial to stop, for as long as it takes; the end of the pipe ends it within the grace.
    // The watcher ignores the SIGTERM that it sends to its own group, because it must send the SIGKILL later, and it closes the output, whose end must mean the end of the trial.
    // Where the guard itself was killed, nothing would see the trial end; the watcher kills the group at once then.
    // The exit code goes by the output: the guard ends with the rest of its group.
    private const string Guard = """
        exec 3<&0
        "$@" </dev/null 3<&- &
        trial=$!
        (
            trap '' TERM INT HUP
            if read -r word <&3; then
                kill -TERM $trial
                cat <&3
            fi
            kill -0 $$ || kill -KILL 0
            kill -TERM 0
            sleep "$TOWNLET_GRACE"
            kill -KILL 0
        ) >/dev/null 2>&1 &
        exec 3<&- </dev/null
        trap : TERM INT HUP
        while kill -0 $trial 2>/dev/null; do wait $trial; code=$?; done
        echo "$TOWNLET_EXIT$code"
        kill -KILL 0
        """;

    public ITrialRun Start(string folder, ulong seed, int episodes, Action<string> output, Action<string> errors)
    {
        var start = new ProcessStartInfo("setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] arguments =
        [
            "sh", "-c", Guard, "townlet-trial-guard", program.File, .. program.Arguments,
            "train", "--checkpoint-dir", folder, "--log-format", "json",
            "--seed", seed.ToString(CultureInfo.InvariantCulture), "--episodes", episodes.ToString(CultureInfo.InvariantCulture), .. program.Options,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // They are options of the experiment; a trial has its own.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("TOWNLET_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["TOWNLET_GRACE"] = _grace.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        start.Environment["TOWNLET_EXIT"] = ExitMark;
        var run = new TrialRun(new Process { StartInfo = start, EnableRaisingEvents = true }, output, errors);
        run.Start();
        return run;
    }

    private sealed class TrialRun : ITrialRun
    {
        private readonly Process _process;
        private readonly TaskCompletionSource<int?> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _outputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _errorsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int? _code;

        public TrialRun(Process process, Action<string> output, Action<string> errors)
        {
            _process = process;
            process.OutputDataReceived += (_, line) => Read(line.Data, output);
            process.ErrorDataReceived += (_, line) =>
            {
                if (line.Data is null)
                {
                    _errorsEnded.TrySetResult();
                }
                else if (!string.IsNullOrWhiteSpace(line.Data))
                {
                    errors(line.Data);
                }
            };
            process.Exited += async (_, _) =>
            {
                await Task.WhenAny(Task.WhenAll(_outputEnded.Task, _errorsEnded.Task), Task.Delay(_lastLines)).ConfigureAwait(false);
                _exited.TrySetResult(_code);
            };
        }

        public Task<int?> Exited => _exited.Task;

        public void Start()
        {
            try
            {
                _process.Start();
            }
            catch
            {
                _process.Dispose();
                throw;
            }

            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        public void AskToStop()
        {
            try
            {
                _process.StandardInput.WriteLine("stop");
                _process.StandardInput.Flush();
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException)
            {
                // The guard is gone already, and the trial with it.
            }
        }

        public void Dispose()
        {
            try
            {
                _process.StandardInput.Dispose();
            }
            catch (IOException)
            {
                // The guard is gone already.
            }

            try
            {
                _process.Kill(entireProcessTree: true);
            }
            catch (Exception gone) when (gone is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
            {
                // It has ended. What is left of its group ends because the pipe is closed.
            }

            _process.Dispose();
        }

        private void Read(string? line, Action<string> output)
        {
            if (line is null)
            {
                _outputEnded.TrySetResult();
            }
            else if (line.StartsWith(ExitMark, StringComparison.Ordinal))
            {
                _code = int.TryParse(line.AsSpan(ExitMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
            }
            else if (line.Length > 0)
            {
                output(line);
            }
        }
    }
}
