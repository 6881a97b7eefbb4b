using System.Globalization;
using Spectre.Console;
using Townlet.Actors.Announcements;
using Townlet.Actors.Supervision;

namespace Townlet.Host.ConsoleOutput;

/// <summary>
/// Writes <c>[yyyy-MM-dd HH:mm:ss] [Component] text</c>. Components are coloured on a terminal and plain when piped or when
/// NO_COLOR is set. The progress of training stays below the newest line.
/// </summary>
/// <param name="output">Where to write.</param>
/// <param name="colored">Whether it shows colours.</param>
/// <param name="columns">The terminal's width at the moment; null where there is no terminal, and no progress is shown.</param>
/// <param name="time">Gives the time at the beginning of each line.</param>
internal sealed class TextLines(TextWriter output, bool colored, Func<int>? columns, TimeProvider time) : ConsoleLines(output)
{
    private const int RuleWidth = 57;

    /// <summary>Back to the first column and wipe the line.</summary>
    private const string WipeLine = "\r\u001b[2K";

    private readonly IAnsiConsole _console = CreateConsole(output, colored);
    private readonly Lock _lock = new();
    private RunProgress? _progress;
    private bool _barIsDrawn;

    /// <summary>Whether the user wants colours (https://no-color.org).</summary>
    public static bool WantsColor(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return string.IsNullOrEmpty(environment("NO_COLOR"));
    }

    /// <summary>The line that stands for lines that could not be written.</summary>
    public static string DescribeLoss(TimeProvider time, int lost, string reason)
    {
        ArgumentNullException.ThrowIfNull(time);
        return $"[{Stamp(time)}] Warning: {Loss(lost, reason)}";
    }

    public override void ShowProgress(RunProgress? progress)
    {
        lock (_lock)
        {
            WipeBar();
            _progress = progress;
            DrawBar();
            Output.Flush();
        }
    }

    public override void Write(string text) => WriteMarkup(Markup.Escape(OneLine(text)));

    public override void Write(Component component, AnnouncementSeverity severity, string text)
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

    public override void Rule() => WriteMarkup(new string('─', RuleWidth));

    internal static string Loss(int lost, string reason) => lost == 1
        ? $"1 line could not be written here: {reason}."
        : string.Create(CultureInfo.InvariantCulture, $"{lost} lines could not be written here: {reason}.");

    private static string Stamp(TimeProvider time) => time.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static (string Name, string Color) Voice(Component component) => component switch
    {
        Component.Trainer or Component.CheckpointPublisher => ("Training", "green"),
        Component.Inference or Component.Viewers => ("Inference", "blue"),
        Component.Frontend => ("Frontend", "yellow"),
        _ => ("Supervisor", "grey"),
    };

    // The text may hold a file's name or a program's output; neither may move the cursor.
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
        // Only the terminal breaks lines: a log that is piped or copied keeps them whole.
        console.Profile.Width = short.MaxValue;
        return console;
    }

    private void WriteMarkup(string markup)
    {
        lock (_lock)
        {
            WipeBar();
            _console.MarkupLine($"[[{Stamp(time)}]] {markup}");
            DrawBar();
            Output.Flush();
        }
    }

    private void WipeBar()
    {
        if (_barIsDrawn)
        {
            Output.Write(WipeLine);
            _barIsDrawn = false;
        }
    }

    private void DrawBar()
    {
        if (_progress is not null && columns is not null && ProgressBar.Markup(_progress, columns()) is { Length: > 0 } bar)
        {
            _console.Markup(bar);
            _barIsDrawn = true;
        }
    }
}
