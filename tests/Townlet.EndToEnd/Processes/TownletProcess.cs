using System.Diagnostics;
using Xunit.Sdk;

namespace Townlet.EndToEnd.Processes;

/// <summary>
/// The real program in its own process. Its output is kept. Processes that it and its children leave running
/// are killed when this object is disposed.
/// </summary>
internal sealed class TownletProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _mark;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private readonly List<OutputLine> _lines = [];
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _openOutputs = 2;

    private TownletProcess(ProcessStartInfo start, string mark)
    {
        _mark = mark;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => OnLine(line.Data, isError: false);
        _process.ErrorDataReceived += (_, line) => OnLine(line.Data, isError: true);
        _process.Exited += (_, _) => _exited.TrySetResult();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>All lines so far.</summary>
    public IReadOnlyList<OutputLine> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>All lines so far that begin with a time, without the time.</summary>
    public IReadOnlyList<string> Messages => [.. Lines.Select(line => line.Message).OfType<string>()];

    public string ErrorText => string.Join('\n', Lines.Where(line => line.IsError).Select(line => line.Text));

    public string OutputText => string.Join('\n', Lines.Where(line => !line.IsError).Select(line => line.Text));

    /// <summary>The processes that this one started, directly or not, and itself while it runs.</summary>
    public IReadOnlyList<RunningProcess> Family => ProcessTable.Marked(_mark);

    public static TownletProcess Start(params IEnumerable<string> arguments) =>
        Start(Repository.Program, arguments, workingDirectory: Repository.Root, environment: null);

    /// <param name="program">The built host, or a script that becomes it.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="workingDirectory">Folder in which it starts.</param>
    /// <param name="environment">Variables in addition to those of this process.</param>
    public static TownletProcess Start(
        string program,
        IEnumerable<string> arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        // In a background shell children ignore Ctrl+C, and under nohup the end of the terminal; env restores the signals.
        var start = new ProcessStartInfo("/usr/bin/env")
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (IEnumerable<string>)["--default-signal=INT,HUP", program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        const string Name = "TEST_FAMILY_MARK";
        var value = Guid.NewGuid().ToString("N");
        start.Environment[Name] = value;
        foreach (var (name, text) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = text;
        }

        var started = new TownletProcess(start, $"{Name}={value}");
        started._process.Start();
        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        return started;
    }

    public void Signal(int signal) => Signals.Send(Id, signal);

    /// <summary>Waits for a matching line, among those printed before or after the call.</summary>
    /// <exception cref="XunitException">The process ended, or the deadline passed, without such a line.</exception>
    public Task<OutputLine> WaitForLineAsync(string part) =>
        WaitForLineAsync(text => text.Contains(part, StringComparison.Ordinal), $"a line with '{part}'");

    /// <inheritdoc cref="WaitForLineAsync(string)"/>
    public async Task<OutputLine> WaitForLineAsync(Predicate<string> fits, string what)
    {
        var deadline = Task.Delay(Deadline.Generous);
        var seen = 0;
        while (true)
        {
            Task changed;
            bool closed;
            lock (_lock)
            {
                for (; seen < _lines.Count; seen++)
                {
                    if (fits(_lines[seen].Text))
                    {
                        return _lines[seen];
                    }
                }

                changed = _changed.Task;
                closed = _openOutputs == 0;
            }

            if (closed)
            {
                throw new XunitException($"The program ended without {what}.\n{Transcript()}");
            }

            if (await Task.WhenAny(changed, deadline) == deadline)
            {
                throw new XunitException($"Waited {Deadline.Generous.TotalSeconds:0} s in vain for {what}.\n{Transcript()}");
            }
        }
    }

    /// <summary>Waits for the end of the process and of its output.</summary>
    /// <returns>The exit code; 128 + n where signal n ended it.</returns>
    /// <exception cref="XunitException">The process does not end.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan? within = null)
    {
        var limit = within ?? Deadline.Generous;
        var deadline = Task.Delay(limit);
        if (await Task.WhenAny(_exited.Task, deadline) == deadline)
        {
            throw new XunitException($"The program did not end within {limit.TotalSeconds:0} s.\n{Transcript()}");
        }

        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_openOutputs == 0)
                {
                    return _process.ExitCode;
                }

                changed = _changed.Task;
            }

            if (await Task.WhenAny(changed, deadline) == deadline)
            {
                throw new XunitException($"The program has ended, but somebody still holds its output: {string.Join(", ", Family)}.\n{Transcript()}");
            }
        }
    }

    /// <summary>Waits until it and all processes that it started have ended.</summary>
    /// <exception cref="XunitException">A process is left.</exception>
    public Task WaitUntilNothingIsLeftAsync() =>
        WaitForFamilyAsync(family => family.Count == 0, "nothing is left of it");

    /// <summary>Waits until a condition holds for the processes that it started, including itself. It polls, since the system sends no notification.</summary>
    /// <exception cref="XunitException">The condition does not hold before the deadline.</exception>
    public async Task<IReadOnlyList<RunningProcess>> WaitForFamilyAsync(Predicate<IReadOnlyList<RunningProcess>> fits, string what)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var begin = _clock.Elapsed;
        while (true)
        {
            var family = Family;
            if (fits(family))
            {
                return family;
            }

            if (_clock.Elapsed - begin > Deadline.Generous)
            {
                throw new XunitException($"Waited in vain until {what}; there are {string.Join(", ", family)}.\n{Transcript()}");
            }

            await look.WaitForNextTickAsync();
        }
    }

    public string Transcript() => string.Join('\n', Lines);

    public async ValueTask DisposeAsync()
    {
        // Repeated, since a process may start another one during the search.
        for (var family = Family; family.Count > 0; family = Family)
        {
            foreach (var process in family)
            {
                Signals.TrySend(process.Id, Signals.Kill);
            }
        }

        await _exited.Task.WaitAsync(Deadline.Generous);
        _process.Dispose();
    }

    private void OnLine(string? text, bool isError)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            if (text is null)
            {
                _openOutputs--;
            }
            else
            {
                _lines.Add(new OutputLine(_clock.Elapsed, text, isError));
            }

            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
