namespace Townlet.EndToEnd.Processes;

/// <summary>
/// A terminal as a window shows one, with bash in it, that runs a command and can be closed: a real pty, which Python's standard library opens.
/// What the terminal shows is the process's output; the process ends when terminal, bash and command are gone.
/// </summary>
internal sealed class TerminalWindow : IAsyncDisposable
{
    // The command's own group is the terminal's foreground job; the subshell outlives it to tell its exit code.
    private const string Script = """
        import fcntl, os, pty, shlex, signal, struct, sys, termios
        exit_code, command = sys.argv[1], sys.argv[2:]
        shell, terminal = pty.fork()
        if shell == 0:
            os.environ["TERM"] = "xterm"
            os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
        signal.signal(signal.SIGUSR1, lambda *_: os.close(terminal))
        signal.signal(signal.SIGUSR2, lambda *_: os.write(terminal, b"\x13"))
        line = "(trap : HUP INT TERM; %s; echo $? > %s)\n" % (shlex.join(command), shlex.quote(exit_code))
        os.write(terminal, line.encode())
        try:
            while shown := os.read(terminal, 65536):
                os.write(1, shown)
        except OSError:
            pass
        os.waitpid(shell, 0)
        """;

    private readonly TemporaryFolder _folder = new();

    private TerminalWindow(IEnumerable<string> command)
    {
        Process = TownletProcess.Start("python3", ["-c", Script, ExitCodeFile, .. command], Repository.Root);
    }

    /// <summary>Null where such a terminal can be opened, else why not.</summary>
    public static string? Obstacle { get; } = FindObstacle();

    public TownletProcess Process { get; }

    /// <summary>What the command ended with; null while it runs, and where it was never told.</summary>
    public int? ExitCode => File.Exists(ExitCodeFile) && int.TryParse(File.ReadAllText(ExitCodeFile), out var code) ? code : null;

    private string ExitCodeFile => _folder["exit-code"];

    /// <param name="command">Program and arguments.</param>
    public static TerminalWindow Open(params IEnumerable<string> command) => new(command);

    /// <summary>The window goes: the kernel tells the foreground job, bash tells it again, and every further write fails.</summary>
    public void Close() => Process.Signal(Signals.User1);

    /// <summary>Ctrl+S: every write to the terminal waits until Ctrl+Q.</summary>
    public void StopOutput() => Process.Signal(Signals.User2);

    /// <summary>Waits until nothing of it is left.</summary>
    public async Task WaitUntilGoneAsync()
    {
        await Process.WaitForExitAsync();
        await Process.WaitUntilNothingIsLeftAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Dispose();
    }

    private static string? FindObstacle()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return ((string[])["python3", "bash"]).FirstOrDefault(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))) is { } missing
            ? $"A terminal needs {missing}, which is not installed."
            : null;
    }
}
