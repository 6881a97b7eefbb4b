using Townlet.Host.Commands;
using Townlet.Runs.Catalogue;

namespace Townlet.Host.Tests.Commands;

public class RunsCommandTests
{
    [Fact]
    public void Table_has_a_line_for_each_run_and_says_below_what_could_not_be_told()
    {
        var lines = RunsCommand.Lines(
            [
                new RunEntry
                {
                    Path = "/runs/L0/a", Standing = RunStanding.Interrupted, Pack = "L0_minimal", Episodes = 12, EpisodesWanted = 300, BestSurvival = 214,
                    StartedAt = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
                },
                new RunEntry { Path = "/runs/broken", Standing = RunStanding.Unknown, Fault = "run.json is damaged" },
            ],
            "runs").ToList();

        Assert.Equal(["RUN", "PACK", "STATUS", "EPISODES", "BEST", "STARTED"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("/runs/L0/a    L0_minimal  interrupted  12/300    214 steps  2026-01-31 ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("/runs/broken  ?           unknown      ?         -          ?", lines[2], StringComparison.Ordinal);
        Assert.Equal("run.json is damaged", lines[3]);
    }

    [Fact]
    public void No_run_is_said() => Assert.Equal(["There is no run in runs yet."], RunsCommand.Lines([], "runs"));
}
