using Townlet.Actors;

namespace Townlet.Host;

/// <summary>What the program says, one line a call, from any thread.</summary>
public abstract class ConsoleLines
{
    /// <summary>For standard output: with colours and a progress bar where that makes sense, or JSON for a log collector.</summary>
    public static ConsoleLines ForStandardOutput(bool json, TimeProvider time)
    {
        var isTerminal = IsTerminal(Console.IsOutputRedirected, Environment.GetEnvironmentVariable);
        return json
            ? new JsonLines(Console.Out, time)
            : new TextLines(Console.Out, isTerminal && TextLines.WantsColor(Environment.GetEnvironmentVariable), isTerminal ? () => Console.WindowWidth : null, time);
    }

    /// <summary>Whether somebody looks who can be shown colours and a line that changes.</summary>
    public static bool IsTerminal(bool redirected, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return !redirected && environment("TERM") is not "dumb";
    }

    public abstract void Write(string text);

    public abstract void Write(Component component, AnnouncementSeverity severity, string text);

    /// <summary>Sets off what follows, where lines are read by people.</summary>
    public abstract void Rule();

    /// <summary>Shows how far training is, or again, in place of what was shown; null shows nothing any more.</summary>
    public abstract void ShowProgress(RunProgress? progress);
}
