using System.Text.RegularExpressions;
using Townlet.Host.ConsoleOutput;

namespace Townlet.Host.Tests.ConsoleOutput;

public partial class ProgressBarTests
{
    private static readonly RunProgress _progress = new(Episode: 2010, Episodes: 10_000, StepsPerSecond: 11_046, SecondsLeft: 221, Paused: false);

    [Theory]
    [InlineData(120, "━━━━━━━━──────────────────────────────── 2010/10000 20 % 3 min 41 s left 11046 steps/s")]
    [InlineData(60, "━━━────────── 2010/10000 20 % 3 min 41 s left 11046 steps/s")]
    [InlineData(40, "━────── 2010/10000 20 % 3 min 41 s left")]
    [InlineData(30, "━━━────────── 2010/10000 20 %")]
    [InlineData(18, "━───── 2010/10000")]
    [InlineData(14, "2010/10000")]
    [InlineData(10, "")]
    [InlineData(0, "")]
    public void What_does_not_fit_is_left_out(int columns, string shown)
    {
        var text = Plain(_progress, columns);
        Assert.True(text.Length < Math.Max(columns, 1), $"{text.Length} of {columns} columns");
        Assert.Equal(shown, text);
    }

    [Fact]
    public void Bar_is_empty_at_the_beginning_and_full_at_the_end()
    {
        Assert.StartsWith("──────────────────────────────────────── 0/10000", Plain(_progress with { Episode = 0 }, 120), StringComparison.Ordinal);
        Assert.StartsWith("━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 10000/10000 100 %", Plain(_progress with { Episode = 10_000 }, 120), StringComparison.Ordinal);
    }

    [Fact]
    public void Hundred_per_cent_are_not_told_before_the_end() =>
        Assert.Contains(" 99 %", Plain(_progress with { Episode = 9_999 }, 120), StringComparison.Ordinal);

    [Fact]
    public void Pause_is_told_in_place_of_pace() =>
        Assert.EndsWith("2010/10000 20 % paused", Plain(_progress with { Paused = true }, 120), StringComparison.Ordinal);

    private static string Plain(RunProgress progress, int columns) => Tags().Replace(ProgressBar.Markup(progress, columns), "");

    [GeneratedRegex(@"\[[a-z/]*\]")]
    private static partial Regex Tags();
}
