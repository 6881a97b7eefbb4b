using Townlet.Actors.Announcements;
using Townlet.Actors.Supervision;
using Townlet.Host.ConsoleOutput;
using Townlet.Host.Tests.Fixtures;

namespace Townlet.Host.Tests.ConsoleOutput;

public sealed class TextLinesTests : IDisposable
{
    private const string Escape = "\u001b[";

    private static readonly RunProgress _progress = new(Episode: 10, Episodes: 100, StepsPerSecond: 10, SecondsLeft: null, Paused: false);

    private readonly StringWriter _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Line_begins_with_time_and_component()
    {
        Plain().Write(Component.Trainer, AnnouncementSeverity.Information, "Starting background training...");
        Assert.Equal("[2026-01-31 12:34:56] [Training] Starting background training..." + Environment.NewLine, _output.ToString());
    }

    [Theory]
    [InlineData(Component.Trainer, "[Training]")]
    [InlineData(Component.CheckpointPublisher, "[Training]")]
    [InlineData(Component.Inference, "[Inference]")]
    [InlineData(Component.Viewers, "[Inference]")]
    [InlineData(Component.Frontend, "[Frontend]")]
    [InlineData(Component.Supervisor, "[Supervisor]")]
    public void Each_component_speaks_under_a_name(Component component, string name)
    {
        Plain().Write(component, AnnouncementSeverity.Information, "text");
        Assert.Contains($"] {name} text", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Component.Trainer, "32m")]
    [InlineData(Component.Inference, "94m")]
    [InlineData(Component.Frontend, "93m")]
    public void Component_has_its_colour_on_a_terminal(Component component, string code)
    {
        Colored().Write(component, AnnouncementSeverity.Information, "text");
        Assert.Contains(Escape, _output.ToString(), StringComparison.Ordinal);
        Assert.Contains(code, _output.ToString(), StringComparison.Ordinal);
        // Only the component is coloured.
        Assert.EndsWith(" text" + Environment.NewLine, _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_output_has_no_escape_codes()
    {
        var lines = Plain();
        lines.Write(Component.Trainer, AnnouncementSeverity.Error, "text");
        lines.Rule();
        Assert.DoesNotContain('\u001b', _output.ToString());
    }

    [Fact]
    public void Warnings_and_errors_say_that_they_are()
    {
        var lines = Plain();
        lines.Write(Component.Trainer, AnnouncementSeverity.Warning, "the disk is full");
        lines.Write(Component.Trainer, AnnouncementSeverity.Error, "the disk is gone");
        Assert.Contains("[Training] Warning: the disk is full", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("[Training] Error: the disk is gone", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one\ntwo", "one two")]
    [InlineData("one\r\ntwo", "one two")]
    [InlineData("one\rtwo", "one two")]
    [InlineData("bell\a and \u001b[31mcolour", "bell  and  [31mcolour")]
    [InlineData("[red]not markup[/] [", "[red]not markup[/] [")]
    public void Whatever_the_text_it_is_one_line_of_it(string text, string shown)
    {
        Plain().Write(text);
        Assert.Equal($"[2026-01-31 12:34:56] {shown}{Environment.NewLine}", _output.ToString());
    }

    [Fact]
    public void Long_line_is_not_broken()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 500));
        Plain().Write(text);
        Assert.Equal($"[2026-01-31 12:34:56] {text}{Environment.NewLine}", _output.ToString());
    }

    [Fact]
    public void Progress_stays_below_the_newest_line()
    {
        var lines = Terminal(() => 60);
        lines.ShowProgress(_progress);
        lines.Write("first");
        lines.ShowProgress(_progress with { Episode = 50 });
        lines.Write("second");

        Assert.Equal(
            ["[2026-01-31 12:34:56] first", "[2026-01-31 12:34:56] second", "━━━━━━━━━━━━━━━━━━────────────────── 50/100 50 % 10 steps/s"],
            Screen().Split(Environment.NewLine));
    }

    [Fact]
    public void Nothing_is_left_of_progress_that_is_over()
    {
        var lines = Terminal(() => 60);
        lines.ShowProgress(_progress);
        lines.ShowProgress(null);
        lines.Write("the end");

        Assert.Equal("[2026-01-31 12:34:56] the end" + Environment.NewLine, Screen());
    }

    [Fact]
    public void Progress_follows_the_width_of_the_terminal()
    {
        var columns = 60;
        var lines = Terminal(() => columns);
        lines.ShowProgress(_progress);
        columns = 30;
        lines.Write("narrow now");

        Assert.Equal("━───── 10/100 10 % 10 steps/s", Screen().Split(Environment.NewLine)[^1]);
    }

    [Fact]
    public void Progress_is_not_mixed_into_what_is_piped()
    {
        var lines = Plain();
        lines.ShowProgress(_progress);
        lines.Write("text");
        Assert.Equal("[2026-01-31 12:34:56] text" + Environment.NewLine, _output.ToString());
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("1", false)]
    public void Colours_are_for_people_that_want_them(string? noColor, bool wanted) =>
        Assert.Equal(wanted, TextLines.WantsColor(name => name == "NO_COLOR" ? noColor : null));

    [Theory]
    [InlineData(false, "xterm", true)]
    [InlineData(false, null, true)]
    [InlineData(true, "xterm", false)]
    [InlineData(false, "dumb", false)]
    public void Terminal_is_what_shows_colours_and_a_line_that_changes(bool redirected, string? terminal, bool shown) =>
        Assert.Equal(shown, ConsoleLines.IsTerminal(redirected, name => name == "TERM" ? terminal : null));

    private TextLines Plain() => new(_output, colored: false, columns: null, new ManualTime());

    private TextLines Colored() => new(_output, colored: true, columns: null, new ManualTime());

    private TextLines Terminal(Func<int> columns) => new(_output, colored: false, columns, new ManualTime());

    /// <summary>What a terminal shows of the output, without erased lines.</summary>
    private string Screen() => string.Join(
        Environment.NewLine, _output.ToString().Split(Environment.NewLine).Select(line => line.Split("\r" + Escape + "2K")[^1]));
}
