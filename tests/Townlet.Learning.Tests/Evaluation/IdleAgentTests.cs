using Townlet.Learning.Evaluation;
using Townlet.World;

namespace Townlet.Learning.Tests.Evaluation;

public class IdleAgentTests
{
    [Fact]
    public void Survival_is_measured_in_the_town()
    {
        var idle = new IdleAgent(TestPacks.Level1.Town);

        Assert.Equal(164, idle.Survival(1));
        Assert.Equal(164, idle.Survival(1));
        Assert.True(idle.Survival(0.5f) > 164);
    }

    [Fact]
    public void Agent_that_cannot_die_reaches_the_step_cap_at_once()
    {
        var town = TestPacks.Level1.Town with { TerminalConditions = [], MaxSteps = int.MaxValue };

        Assert.Equal(int.MaxValue, new IdleAgent(town).Survival(1));
    }

    [Fact]
    public void Threat_comes_true_for_an_agent_that_waits()
    {
        var definition = TestPacks.Level3.Town;
        var idle = new IdleAgent(definition);
        var town = new Town(definition, agents: 1, seed: 3);
        var player = new RandomPlayer(seed: 5);
        var actions = new TownAction[1];
        var checkedLives = 0;
        for (var step = 0; step < 400; step++)
        {
            if (town.Ends[0] == LifeEnd.None && step % 20 == 0)
            {
                var threat = idle.ThreatTo(town);
                var copy = new Town(definition, agents: 1, seed: 0);
                copy.Restore(town.Capture());
                var waited = 0;
                while (copy.Ends[0] == LifeEnd.None)
                {
                    copy.Step([TownAction.Wait]);
                    waited++;
                }

                Assert.Equal(copy.CauseOfDeath(0) is { } cause ? new Threat(cause, waited) : null, threat);
                checkedLives++;
            }

            player.Choose(town, actions);
            town.Step(actions);
        }

        Assert.True(checkedLives > 10);
        Assert.Equal(164, idle.Survival(1));
    }

    [Fact]
    public void Nothing_threatens_a_life_that_ends_at_the_cap_first_or_has_ended()
    {
        var definition = TestPacks.Level1.Town with { MaxSteps = 100 };
        var idle = new IdleAgent(definition);
        var town = new Town(definition, agents: 1, seed: 3);

        Assert.Null(idle.ThreatTo(town));
        while (town.Ends[0] == LifeEnd.None)
        {
            town.Step([TownAction.Wait]);
        }

        Assert.Null(idle.ThreatTo(town));
    }
}
