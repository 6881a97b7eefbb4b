using Townlet.Experiments.Workers;

namespace Townlet.Experiments.Tests.Workers;

public class TrialOutputTests
{
    private readonly TrialOutput _output = new();

    [Fact]
    public void The_newest_life_is_how_far_it_is()
    {
        _output.Read(Line("information", "Loaded checkpoint from episode 40"));
        Assert.Equal(0, _output.Episode);
        _output.Read(Line("information", "Episode 23/60 | Survival: 237 steps | Reward: -1.03 | Stage: 2 | Epsilon: 0.569 | 7 more since the last line"));
        Assert.Equal(23, _output.Episode);
        _output.Read(Line("information", "Episodes 1-20: survival mean 200"));
        _output.Read(Line("information", "Saving checkpoint at episode 60..."));
        Assert.Equal(60, _output.Episode);
        Assert.Null(_output.Complaint);
    }

    [Fact]
    public void The_last_warning_says_why_it_failed_unless_there_is_an_error()
    {
        _output.Read(Line("warning", "The disk is slow."));
        _output.Read(Line("error", "The disk is full."));
        Assert.Equal("The disk is full.", _output.Complaint);
        _output.ReadError("  Another Townlet trains there.");
        _output.ReadError("   at Townlet.Main()");
        Assert.Equal("Another Townlet trains there.", _output.Complaint);
    }

    [Theory]
    [InlineData("Unhandled exception.")]
    [InlineData("{\"text\":")]
    public void A_line_that_is_no_json_is_a_complaint(string line)
    {
        _output.Read(line);
        Assert.Equal(line, _output.Complaint);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"text\":null}")]
    [InlineData("{\"text\":\"Episode 99999999999/60\"}")]
    public void Other_json_says_nothing(string line)
    {
        _output.Read(line);
        Assert.Equal((0, (string?)null), (_output.Episode, _output.Complaint));
    }

    private static string Line(string severity, string text) => $$"""{"time":"2026-11-27T19:14:50Z","component":"trainer","severity":"{{severity}}","text":"{{text}}"}""";
}
