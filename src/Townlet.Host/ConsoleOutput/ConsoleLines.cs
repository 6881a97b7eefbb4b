using System.Globalization;
using Spectre.Console;
using Townlet.Actors;

namespace Townlet.Host;

/// <summary>
/// Writes <c>[yyyy-MM-dd HH:mm:ss] [Component] text</c>, one line a call, from any thread. Components are coloured on a
/// terminal and plain when piped or when NO_COLOR is set.
/// </summary>
public sealed class ConsoleLines(TextWriter output, bool colored, TimeProvider time)
{
    private const int RuleWidth = 57;

    private readonly IAnsiConsole _console = CreateConsole(output, colored);
    private readonly Lock _lock = new();

    /// <summary>For standard output, coloured where that makes sense.</summary>
    public static ConsoleLines ForTerminal(TimeProvider time) =>
        new(Console.Out, IsColorful(Console.IsOutputRedirected, Environment.GetEnvironmentVariable), time);

    /// <summary>Colours are for terminals that know them and people who want them (https://no-color.org).</summary>
    public static bool IsColorful(bool redirected, Func<string, string?> environment) =>
        !redirected && string.IsNullOrEmpty(environment("NO_COLOR")) && environment("TERM") is not "dumb";

    public void Write(string text) => WriteMarkup(Markup.Escape(OneLine(text)));

    public void Write(Component component, AnnouncementSeverity severity, string text)
    {
        var (name, color) = Voice(component);
        var escaped = Markup.Escape(OneLine(text));
        var shown = severity switch
        {
            AnnouncementSeverity.Warning => $"[yellow]Warning: {escaped}[/]",
            AnnouncementSeverity.Error => $"[red]Error: {escaped}[/]",
            _ => escaped,
        };
        WriteMarkup($"[{color}][[{name}]][/] {shown}");
    }

    public void Rule() => WriteMarkup(new string('─', RuleWidth));

    private static (string Name, string Color) Voice(Component component) => component switch
    {
        Component.Trainer or Component.CheckpointPublisher => ("Training", "green"),
        Component.Inference or Component.Viewers => ("Inference", "blue"),
        Component.Frontend => ("Frontend", "yellow"),
        Component.Recorder => ("Records", "grey"),
        _ => ("Supervisor", "grey"),
    };

    // Text can come from a file's name or a program's output: neither may move the cursor.
    private static string OneLine(string text) => string.Concat(text.ReplaceLineEndings(" ").Select(letter => char.IsControl(letter) ? ' ' : letter));

    private static IAnsiConsole CreateConsole(TextWriter output, bool colored)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colored ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colored ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        // Lines are broken by the terminal, if at all: a log that is piped or copied keeps them whole.
        console.Profile.Width = short.MaxValue;
        return console;
    }

    private void WriteMarkup(string markup)
    {
        var stamp = time.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        lock (_lock)
        {
            _console.MarkupLine($"[[{stamp}]] {markup}");
        }
    }
}
