using Townlet.Actors;

namespace Townlet.Host;

/// <summary>What the program says, one line a call, from any thread.</summary>
public abstract class ConsoleLines
{
    /// <summary>For standard output: with colours and a progress bar where that makes sense, or JSON for a log collector.</summary>
    public static ConsoleLines ForStandardOutput(bool json, TimeProvider time)
    {
        var isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        return json
            ? new JsonLines(Console.Out, time)
            : new TextLines(Console.Out, isTerminal && TextLines.WantsColor(Environment.GetEnvironmentVariable), isTerminal ? () => Console.WindowWidth : null, time);
    }

    public abstract void Write(string text);

    public abstract void Write(Component component, AnnouncementSeverity severity, string text);

    /// <summary>Sets off what follows, where lines are read by people.</summary>
    public abstract void Rule();

    /// <summary>Shows how far training is, or again, in place of what was shown; null shows nothing any more.</summary>
    public abstract void ShowProgress(RunProgress? progress);
}
