using System.Reflection;
using Townlet.Actors.Announcements;
using Townlet.Actors.Supervision;
using Townlet.Host.ConsoleOutput;
using Townlet.Host.Lifetime;
using Townlet.Runs;

namespace Townlet.Host.Commands;

/// <summary>What all commands that keep running share: console, signals, last lines.</summary>
internal static class RunProgram
{
    /// <summary>Where runs are made, in the working directory.</summary>
    public const string RunsRoot = "runs";

    public static string Version { get; } =
        typeof(RunProgram).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>How long the last lines may take to be written: a terminal that was stopped must not keep the process.</summary>
    private static readonly TimeSpan _lastWords = TimeSpan.FromSeconds(2);

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(RunSettings settings, Func<ConsoleLines, StopSignals, Task<int>> run)
    {
        using var lines = ConsoleLines.ForStandardOutput(settings.JsonLog, TimeProvider.System);
        var signals = new StopSignals(lines);
        try
        {
            return await run(lines, signals).ConfigureAwait(false);
        }
        catch (RunRefusedException refused)
        {
            lines.Drain(_lastWords);
            await Console.Error.WriteLineAsync(refused.Message).ConfigureAwait(false);
            return refused.ExitCode;
        }
        finally
        {
            lines.Drain(_lastWords);
            // Not disposed: a later signal of the same event must not end the process on its last steps.
            GC.KeepAlive(signals);
        }
    }

    /// <returns>Null where there is none, or where it cannot be read; then the console says so.</returns>
    public static RunManifest? ReadManifest(RunFolder folder, ConsoleLines lines)
    {
        try
        {
            return RunManifest.Read(folder);
        }
        catch (RunFolderException fault)
        {
            lines.Write(Component.Supervisor, AnnouncementSeverity.Warning, fault.Message);
            return null;
        }
    }

    public static void SayGoodbye(RunEnded ended, ConsoleLines lines)
    {
        lines.Rule();
        lines.Write(ended.ExitCode == ExitCode.Success ? "All systems stopped. Goodbye!" : $"All systems stopped: {ended.Explanation}");
    }

    /// <summary>A path as the user would write it from here.</summary>
    public static string Relative(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
