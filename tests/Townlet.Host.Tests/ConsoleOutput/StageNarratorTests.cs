using Townlet.Host.ConsoleOutput;
using Townlet.Host.Tests.Fixtures;
using Townlet.Learning.Curriculum;

namespace Townlet.Host.Tests.ConsoleOutput;

public class StageNarratorTests
{
    [Fact]
    public void Stage_is_told_once_when_its_last_agent_arrives()
    {
        var narrator = new StageNarrator(agents: 3);
        Live(narrator, 0, 1);
        Live(narrator, 1, 1);
        Live(narrator, 2, 1);

        Assert.Null(narrator.Tell(Moved(agent: 1, episode: 31, from: 1, to: 2)));
        Assert.Null(narrator.Tell(Moved(agent: 0, episode: 40, from: 1, to: 2)));
        Assert.Null(narrator.Tell(Moved(agent: 1, episode: 52, from: 2, to: 3)));
        Assert.Equal(
            "All 3 agents have reached curriculum stage 2: the first in episode 31, the last in episode 74.",
            narrator.Tell(Moved(agent: 2, episode: 74, from: 1, to: 2)));
        Assert.Null(narrator.Tell(Moved(agent: 2, episode: 80, from: 2, to: 3)));
        Assert.Equal(
            "All 3 agents have reached curriculum stage 3: the first in episode 52, the last in episode 91.",
            narrator.Tell(Moved(agent: 0, episode: 91, from: 2, to: 3)));
    }

    [Fact]
    public void Only_agent_is_told_with_its_reason() =>
        Assert.Equal(
            "The agent has reached curriculum stage 2 in episode 31: it lives long",
            new StageNarrator(agents: 1).Tell(Moved(agent: 0, episode: 31, from: 1, to: 2)));

    [Fact]
    public void After_a_resume_a_stage_is_told_as_soon_as_it_is_known_of_every_agent()
    {
        var narrator = new StageNarrator(agents: 2);

        Assert.Null(narrator.Tell(Moved(agent: 0, episode: 400, from: 2, to: 3)));
        Live(narrator, 1, 3);
        Live(narrator, 0, 3);
        Assert.Null(narrator.Tell(Moved(agent: 1, episode: 420, from: 3, to: 4)));
        Assert.Equal(
            "All 2 agents have reached curriculum stage 4: the first in episode 420, the last in episode 433.",
            narrator.Tell(Moved(agent: 0, episode: 433, from: 3, to: 4)));
    }

    [Fact]
    public void Agent_of_which_no_arrival_was_heard_counts_and_leaves_the_first_untold()
    {
        var narrator = new StageNarrator(agents: 2);
        Live(narrator, 1, 3);
        Live(narrator, 0, 2);

        Assert.Equal(
            "All 2 agents have reached curriculum stage 3: the last in episode 433.",
            narrator.Tell(Moved(agent: 0, episode: 433, from: 2, to: 3)));
    }

    [Fact]
    public void First_agent_that_goes_back_from_a_stage_is_told_and_the_return_is_not()
    {
        var narrator = new StageNarrator(agents: 2);
        narrator.Tell(Moved(agent: 0, episode: 10, from: 1, to: 2));
        narrator.Tell(Moved(agent: 1, episode: 11, from: 1, to: 2));

        Assert.Equal("Agent 1 goes back from curriculum stage 2 to 1 in episode 30: it lives long", narrator.Tell(Moved(agent: 1, episode: 30, from: 2, to: 1)));
        Assert.Equal("1 to 2", narrator.Range);
        Assert.Null(narrator.Tell(Moved(agent: 0, episode: 31, from: 2, to: 1)));
        Assert.Null(narrator.Tell(Moved(agent: 0, episode: 44, from: 1, to: 2)));
        Assert.Null(narrator.Tell(Moved(agent: 1, episode: 45, from: 1, to: 2)));
        Assert.Equal("2", narrator.Range);
    }

    private static void Live(StageNarrator narrator, int agent, int stage) =>
        narrator.Hear(Episodes.Create(1) with { Agent = agent, Stage = stage });

    private static StageTransition Moved(int agent, int episode, int from, int to) => new()
    {
        Agent = agent,
        Episode = episode,
        From = from,
        To = to,
        Reason = "it lives long",
        Survival = 0.8,
        Progress = 2,
        Entropy = 0.25,
        Steps = 1200,
    };
}
