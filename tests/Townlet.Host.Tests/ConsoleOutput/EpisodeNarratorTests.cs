using Townlet.Host.ConsoleOutput;
using Townlet.Host.Tests.Fixtures;

namespace Townlet.Host.Tests.ConsoleOutput;

public sealed class EpisodeNarratorTests
{
    private readonly ManualTime _time = new();
    private readonly EpisodeNarrator _narrator;

    public EpisodeNarratorTests()
    {
        _narrator = new EpisodeNarrator(totalEpisodes: 1000, agents: 2, _time);
    }

    [Fact]
    public void Episode_is_told_with_its_figures() =>
        Assert.Equal(["Episode 1/1000 | Survival: 87 steps | Reward: -12.35 | Stage: 2 | Epsilon: 0.250"], Tell(1, length: 87));

    [Fact]
    public void Good_reward_has_its_sign() =>
        Assert.Contains("Reward: +5.00 |", Assert.Single(_narrator.Tell(Episodes.Create(1, reward: 5)).ToList()), StringComparison.Ordinal);

    [Fact]
    public void Reward_that_an_older_version_did_not_record_is_unknown() =>
        Assert.Contains("Reward: unknown |", Assert.Single(_narrator.Tell(Episodes.Create(1, reward: double.NaN)).ToList()), StringComparison.Ordinal);

    [Fact]
    public void Summary_tells_the_stages_of_all_agents()
    {
        _ = _narrator.Tell(Episodes.Create(99) with { Agent = 1, Stage = 4 }).ToList();

        Assert.Contains("| stage 2 to 4 |", Tell(100)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Within_a_second_one_line_stands_for_all()
    {
        Assert.Single(Tell(1));
        Assert.Empty(Tell(2));
        _time.Advance(TimeSpan.FromSeconds(0.999));
        Assert.Empty(Tell(3));
        _time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.EndsWith("| 2 more since the last line", Assert.Single(Tell(4)), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain("more", Assert.Single(Tell(5)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_hundred_episodes_are_summed_up()
    {
        for (var number = 1; number < 100; number++)
        {
            Assert.DoesNotContain(Tell(number, length: number), line => line.StartsWith("Episodes", StringComparison.Ordinal));
        }

        _narrator.StepsPerSecond = 2199.6;
        _narrator.CheckpointBytes = 1_234_567;
        _narrator.SecondsLeft = 3 * 3600 + 25 * 60;
        Assert.Equal(
            "Episodes 1-100: survival mean 50.5, best 100 | reward -12.35 | stage 2 | 2200 steps/s | checkpoint 1.2 MB | 3 h 25 min left",
            Tell(100, length: 100)[^1]);
    }

    [Fact]
    public void Episodes_that_a_restored_trainer_lives_again_count_once_in_the_summary()
    {
        for (var number = 1; number <= 60; number++)
        {
            Tell(number, length: 400);
        }

        for (var number = 41; number < 100; number++)
        {
            Tell(number, length: 100);
        }

        Assert.StartsWith("Episodes 1-100: survival mean 220.0,", Tell(100, length: 100)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_counts_only_what_came_since_the_one_before()
    {
        for (var number = 1; number <= 100; number++)
        {
            Tell(number, length: 400);
        }

        // A run that is resumed at 151 sums up only the episodes of this process.
        for (var number = 151; number < 200; number++)
        {
            Tell(number, length: 10);
        }

        Assert.StartsWith("Episodes 151-200: survival mean 10.0, best 10 |", Tell(200, length: 10)[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0 s left")]
    [InlineData(59.4, "59 s left")]
    [InlineData(61, "1 min 1 s left")]
    [InlineData(90_000, "25 h 0 min left")]
    public void Time_left_is_in_words(double seconds, string words)
    {
        _narrator.SecondsLeft = seconds;
        Assert.EndsWith(words, Tell(100)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_yet_is_left_out()
    {
        var summary = Tell(100)[^1];
        Assert.DoesNotContain("checkpoint", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("left", summary, StringComparison.Ordinal);
    }

    private List<string> Tell(int number, int length = 100) => [.. _narrator.Tell(Episodes.Create(number, length))];
}
