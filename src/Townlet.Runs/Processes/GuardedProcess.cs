using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Townlet.Runs.Processes;

/// <summary>
/// A program in a process group of its own, under a guard that ends the group when the pipe to this process closes. So nothing of it outlives this process, however that dies.
/// Disposing it kills the whole group, even a suspended one.
/// </summary>
public sealed class GuardedProcess : IDisposable
{
    private const string ExitMark = "townlet-exit ";

    // The program may start further processes, and only the group reaches all of them.
    // A word in the pipe asks the program to stop, for as long as it takes; the end of the pipe ends the group within the grace.
    // The watcher holds the pipe on a descriptor of its own. It ignores the SIGTERM that it sends to its own group, because it must send the SIGKILL later.
    // It closes the output, because the end of the output must mean the end of the program.
    // Where the guard itself was killed, nothing would see the program end, and it could keep a port for long. The watcher kills the group at once then.
    // The guard waits through signals. Once the program has ended, it kills what is left of the group, itself too: so the exit code goes by the output.
    private const string Guard = $$"""
        exec 3<&0
        grace=$1
        shift
        "$@" </dev/null 3<&- &
        program=$!
        (
            trap '' TERM INT HUP
            if read -r word <&3; then
                kill -TERM $program
                cat <&3
            fi
            kill -0 $$ || kill -KILL 0
            kill -TERM 0
            sleep "$grace"
            kill -KILL 0
        ) >/dev/null 2>&1 &
        exec 3<&- </dev/null
        trap : TERM INT HUP
        while kill -0 $program 2>/dev/null; do wait $program; code=$?; done
        echo "{{ExitMark}}$code"
        kill -KILL 0
        """;

    /// <summary>How long the last lines may take to be read after the guard has ended: a process that left the group may hold the output open for ever.</summary>
    private static readonly TimeSpan _lastLines = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _outputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _errorsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int? _code;

    private GuardedProcess(Process process, Action<string> output, Action<string> errors)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data, _outputEnded, output);
        process.ErrorDataReceived += (_, line) => Read(line.Data, _errorsEnded, errors);
        process.Exited += (_, _) => _ended.TrySetResult();
        ExitCode = ReadToEndAsync();
    }

    /// <summary>Completes when the program, or its guard, has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Completes when it has ended and its output is read: with its exit code (128 and more: the signal that ended it), or null where its guard was killed.</summary>
    public Task<int?> ExitCode { get; }

    /// <param name="program">What is to run.</param>
    /// <param name="output">Gets each line of its standard output that is not blank, from any thread.</param>
    /// <param name="errors">The same of its standard error.</param>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public static GuardedProcess Start(GuardedProgram program, Action<string> output, Action<string> errors)
    {
        ArgumentNullException.ThrowIfNull(program);
        string[] arguments = ["sh", "-c", Guard, "townlet-guard", program.Grace.TotalSeconds.ToString(CultureInfo.InvariantCulture), program.File, .. program.Arguments];
        var start = new ProcessStartInfo("setsid", arguments)
        {
            WorkingDirectory = program.WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in program.Environment)
        {
            start.Environment[name] = value;
            if (value is null)
            {
                start.Environment.Remove(name);
            }
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var guarded = new GuardedProcess(process, output, errors);
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
        return guarded;
    }

    /// <summary>Asks the program to stop, with SIGTERM; it may take its time.</summary>
    public void AskToStop()
    {
        try
        {
            _process.StandardInput.WriteLine("stop");
            _process.StandardInput.Flush();
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // The guard is gone already, and the group with it.
        }
    }

    /// <summary>Ends the whole group: SIGTERM, and SIGKILL after the grace.</summary>
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
        Terminate();
        try
        {
            // SIGKILL is the only signal that a stopped process obeys.
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is InvalidOperationException or Win32Exception or AggregateException)
        {
            // The guard has ended already. What is left of the group ends because the pipe is closed.
        }

        _process.Dispose();
    }

    private void Read(string? line, TaskCompletionSource end, Action<string> pass)
    {
        if (line is null)
        {
            end.TrySetResult();
        }
        else if (line.StartsWith(ExitMark, StringComparison.Ordinal))
        {
            _code = int.TryParse(line.AsSpan(ExitMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
        }
        else if (!string.IsNullOrWhiteSpace(line))
        {
            pass(line);
        }
    }

    private async Task<int?> ReadToEndAsync()
    {
        await Ended.ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(_outputEnded.Task, _errorsEnded.Task), Task.Delay(_lastLines)).ConfigureAwait(false);
        return _code;
    }
}
