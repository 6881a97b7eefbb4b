using Townlet.Configuration.Settings;
using Townlet.Learning.Curriculum;

namespace Townlet.Learning.Tests.Curriculum;

public sealed class AdaptiveCurriculumTests
{
    private readonly AdaptiveCurriculum _curriculum = new(
        new CurriculumSettings
        {
            MaxStepsPerEpisode = 100,
            SurvivalAdvanceThreshold = 0.7,
            SurvivalRetreatThreshold = 0.3,
            EntropyGate = 0.5,
            MinStepsAtStage = 500,
        },
        agents: 2);

    [Fact]
    public void Good_lives_lead_through_all_five_stages_and_bad_ones_back_to_the_first()
    {
        var visited = new List<int> { 1 };
        for (var life = 0; life < 50; life++)
        {
            Note(visited, _curriculum.EndLife(agent: 0, steps: 90, entropy: 0.1));
        }

        for (var life = 0; life < 200; life++)
        {
            Note(visited, _curriculum.EndLife(agent: 0, steps: 26, entropy: 0.1));
        }

        Assert.Equal([1, 2, 3, 4, 5, 4, 3, 2, 1], visited);
    }

    [Fact]
    public void Advance_tells_the_survival_that_it_was_decided_on()
    {
        EndLives(9, steps: 80);
        var decision = _curriculum.EndLife(agent: 0, steps: 80, entropy: 0.25);

        Assert.Equal((1, 2), (decision.From, decision.To));
        Assert.Equal(0.8, decision.Survival, 1e-9);
        Assert.Equal(0, decision.Progress);
        Assert.Equal(800, decision.Steps);
        Assert.Equal("survival 80 % above 70 %, progress 0.0 steps, entropy 0.25 below 0.50", decision.Reason);
    }

    [Fact]
    public void Stage_left_is_forgotten()
    {
        EndLives(10, steps: 90);
        Assert.Equal(2, _curriculum.StageOf(0).Number);

        var decision = _curriculum.EndLife(agent: 0, steps: 40, entropy: 0.1);

        Assert.Equal(0.4, decision.Survival, 1e-9);
        Assert.Equal(40, decision.Steps);
    }

    [Fact]
    public void Nothing_changes_before_ten_lives()
    {
        EndLives(9, steps: 100);

        Assert.Equal(1, _curriculum.StageOf(0).Number);
    }

    [Fact]
    public void Nothing_changes_before_enough_steps_at_the_stage()
    {
        var slow = new AdaptiveCurriculum(new CurriculumSettings { MaxStepsPerEpisode = 100, MinStepsAtStage = 2000 }, agents: 1);
        for (var life = 1; life <= 20; life++)
        {
            slow.EndLife(agent: 0, steps: 90, entropy: 0);
        }

        Assert.Equal(1, slow.StageOf(0).Number);
        for (var life = 21; life <= 23; life++)
        {
            slow.EndLife(agent: 0, steps: 90, entropy: 0);
        }

        Assert.Equal(2, slow.StageOf(0).Number);
    }

    [Fact]
    public void Undecided_agent_does_not_advance()
    {
        EndLives(30, steps: 90, entropy: 0.5);

        Assert.Equal(1, _curriculum.StageOf(0).Number);
    }

    [Fact]
    public void Declining_agent_does_not_advance()
    {
        EndLives(20, steps: 100, entropy: 0.9);
        EndLives(9, steps: 90, entropy: 0.1);

        Assert.Equal(1, _curriculum.StageOf(0).Number);
    }

    [Fact]
    public void Improving_agent_does_not_retreat()
    {
        EndLives(10, steps: 90);
        Assert.Equal(2, _curriculum.StageOf(0).Number);

        for (var life = 0; life < 48; life++)
        {
            _curriculum.EndLife(agent: 0, steps: 5 + (life / 2), entropy: 0.1);
        }

        Assert.Equal(2, _curriculum.StageOf(0).Number);
        EndLives(20, steps: 28);
        Assert.Equal(1, _curriculum.StageOf(0).Number);
    }

    [Fact]
    public void Agents_advance_by_themselves()
    {
        EndLives(10, steps: 90);

        Assert.Equal(2, _curriculum.StageOf(0).Number);
        Assert.Equal(1, _curriculum.StageOf(1).Number);
    }

    private void EndLives(int count, int steps, double entropy = 0.1)
    {
        for (var life = 0; life < count; life++)
        {
            _curriculum.EndLife(agent: 0, steps, entropy);
        }
    }

    private static void Note(List<int> visited, StageDecision decision)
    {
        if (decision.To != decision.From)
        {
            visited.Add(decision.To);
        }
    }
}
