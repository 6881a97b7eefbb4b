using Townlet.Actors;

namespace Townlet.Host.Tests;

public sealed class ConsoleLinesTests : IDisposable
{
    private const string Escape = "\u001b[";

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

    [Theory]
    [InlineData(false, null, "xterm", true)]
    [InlineData(true, null, "xterm", false)]
    [InlineData(false, "1", "xterm", false)]
    [InlineData(false, "", "xterm", true)]
    [InlineData(false, null, "dumb", false)]
    public void Colours_are_for_terminals_and_people_that_want_them(bool redirected, string? noColor, string? terminal, bool colorful) =>
        Assert.Equal(colorful, ConsoleLines.IsColorful(redirected, name => name switch { "NO_COLOR" => noColor, "TERM" => terminal, _ => null }));

    private ConsoleLines Plain() => new(_output, colored: false, new ManualTime());

    private ConsoleLines Colored() => new(_output, colored: true, new ManualTime());
}
