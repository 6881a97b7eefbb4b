using Townlet.Configuration.Settings;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Learning.Tests.Training;

public class RewardRuleTests
{
    private static readonly CurriculumStage _unshaped = CurriculumStage.All[^1];

    [Fact]
    public void Survival_pays_each_step_and_charges_the_death()
    {
        var rule = new RewardRule(new PopulationSettings { Reward = RewardKind.Survival });
        var town = new Town(TestPacks.Level1.Town, agents: 1, seed: 1);

        Assert.Equal((0.01f, -1f, 0.01f), (rule.PerStep, rule.AtDeath, rule.Unit));
        do
        {
            town.Step([TownAction.Wait]);
            var died = town.Ends[0] == LifeEnd.Death;
            Assert.Equal(
                died ? new StepReward(RewardTerm.Death, -1, 0) : new StepReward(RewardTerm.Step, 0.01f, 0),
                rule.Of(town, 0, _unshaped, potentialBefore: 0.5f));
        }
        while (town.Ends[0] == LifeEnd.None);
    }

    [Fact]
    public void Baseline_pays_at_death_alone()
    {
        var rule = new RewardRule(new PopulationSettings { Reward = RewardKind.Baseline });
        var town = new Town(TestPacks.Level1.Town, agents: 1, seed: 1);

        Assert.Equal((0f, null, 1f), (rule.PerStep, rule.AtDeath, rule.Unit));
        town.Step([TownAction.Wait]);
        Assert.Empty(rule.Of(town, 0, _unshaped, potentialBefore: 0.5f).Terms());
        while (town.Ends[0] == LifeEnd.None)
        {
            town.Step([TownAction.Wait]);
        }

        Assert.Equal(
            [(RewardTerm.Baseline, town.StepsLived[0] - 1 - town.Baseline(0))],
            rule.Of(town, 0, _unshaped, potentialBefore: 0.5f).Terms());
    }

    [Fact]
    public void Shaping_is_a_term_of_its_own_and_part_of_the_total()
    {
        var rule = new RewardRule(new PopulationSettings { Reward = RewardKind.Survival, Gamma = 0.5 });
        var town = new Town(TestPacks.Level1.Town, agents: 1, seed: 1);
        var stage = CurriculumStage.All[0];
        var before = RewardRule.Potential(town, 0, stage);

        town.Step([TownAction.Wait]);

        var reward = rule.Of(town, 0, stage, before);
        Assert.Equal((0.5f * RewardRule.Potential(town, 0, stage)) - before, reward.Shaping);
        Assert.Equal(reward.Amount + reward.Shaping, reward.Total);
        Assert.Equal([(RewardTerm.Step, 0.01f), (RewardTerm.Shaping, reward.Shaping)], reward.Terms());
    }
}
