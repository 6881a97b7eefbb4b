using Townlet.Actors.Announcements;
using Townlet.Actors.Supervision;

namespace Townlet.Host.ConsoleOutput;

/// <summary>What the program says, one line a call, from any thread. Saying something neither fails nor waits, whatever becomes of the output.</summary>
internal abstract class ConsoleLines : IDisposable
{
    private protected ConsoleLines(TextWriter output) => Output = output;

    /// <summary>Where the lines are written.</summary>
    private protected TextWriter Output { get; }

    /// <summary>For standard output: with colours and a progress bar where that makes sense, or JSON for a log collector.</summary>
    public static ConsoleLines ForStandardOutput(bool json, TimeProvider time)
    {
        var output = StandardStreams.OpenOutput();
        var isTerminal = IsTerminal(output is null || Console.IsOutputRedirected, Environment.GetEnvironmentVariable);
        return json
            ? new JsonLines(Writer(JsonLines.DescribeLoss), time)
            : new TextLines(Writer(TextLines.DescribeLoss), isTerminal && TextLines.WantsColor(Environment.GetEnvironmentVariable), isTerminal ? Columns : null, time);

        BackgroundWriter Writer(Func<TimeProvider, int, string, string> describeLoss) =>
            new(output, Console.OutputEncoding, (lost, reason) => describeLoss(time, lost, reason));
    }

    /// <summary>Whether the output is a terminal that can show colours and a line that changes.</summary>
    public static bool IsTerminal(bool redirected, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return !redirected && environment("TERM") is not "dumb";
    }

    public abstract void Write(string text);

    public abstract void Write(Component component, AnnouncementSeverity severity, string text);

    /// <summary>Sets off what follows, where lines are read by people.</summary>
    public abstract void Rule();

    /// <summary>Shows how far training is, in place of what was shown before; null shows nothing from then on.</summary>
    public abstract void ShowProgress(RunProgress? progress);

    /// <summary>Waits until everything that was said is written, at most so long.</summary>
    public void Drain(TimeSpan limit) => (Output as BackgroundWriter)?.Drain(limit);

    public void Dispose()
    {
        Output.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <returns>0, which leaves no room for a bar, where the terminal is gone.</returns>
    private static int Columns()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
