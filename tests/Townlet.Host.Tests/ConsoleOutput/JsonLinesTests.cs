using System.Text.Json;
using Townlet.Actors.Announcements;
using Townlet.Actors.Supervision;
using Townlet.Host.ConsoleOutput;
using Townlet.Host.Tests.Fixtures;

namespace Townlet.Host.Tests.ConsoleOutput;

public sealed class JsonLinesTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly JsonLines _lines;

    public JsonLinesTests() => _lines = new JsonLines(_output, new ManualTime());

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Each_line_is_an_object_with_time_component_severity_and_text()
    {
        _lines.Write("Townlet starts");
        _lines.Write(Component.CheckpointPublisher, AnnouncementSeverity.Warning, "the disk is full");

        Assert.Equal(
            [
                """{"time":"2026-01-31T12:34:56Z","component":"townlet","severity":"information","text":"Townlet starts"}""",
                """{"time":"2026-01-31T12:34:56Z","component":"checkpoint-publisher","severity":"warning","text":"the disk is full"}""",
            ],
            _output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("a \"quoted\" path C:\\x")]
    [InlineData("Größe \u001b[31m")]
    public void Whatever_the_text_it_is_one_line_and_comes_back(string text)
    {
        _lines.Write(text);
        Assert.Equal(text, JsonDocument.Parse(Assert.Single(_output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))).RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void What_is_only_for_the_eye_is_left_out()
    {
        _lines.Rule();
        _lines.ShowProgress(new RunProgress(1, 2, 3, 4, false));
        Assert.Equal("", _output.ToString());
    }
}
