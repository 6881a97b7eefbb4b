using Townlet.Experiments.Plans;
using Townlet.Experiments.Tests.Fixtures;

namespace Townlet.Experiments.Tests.Plans;

public class ExperimentPlanTests
{
    [Fact]
    public void Without_variation_the_pack_is_the_only_arm()
    {
        var plan = ExperimentPlan.Of(Definitions.Small);
        Assert.Equal("L0_minimal", Assert.Single(plan.Arms).Name);
        Assert.Equal<string>(["L0_minimal/seed_1", "L0_minimal/seed_2", "L0_minimal/seed_3"], plan.Trials.Select(trial => trial.Folder));
        Assert.Equal(Definitions.Pack("L0_minimal").Read().Hash, plan.Arms[0].Pack.Hash);
    }

    [Fact]
    public void Arms_are_all_combinations()
    {
        Assert.Equal<string>(
            ["gamma=0.95,n_step=1", "gamma=0.95,n_step=5", "gamma=0.99,n_step=1", "gamma=0.99,n_step=5"],
            Definitions.Varied("population.gamma=0.95,0.99", "population.n_step=1,5").ArmNames());
    }

    [Fact]
    public void Each_arm_has_its_values()
    {
        var arms = ExperimentPlan.Of(Definitions.Varied("population.gamma=0.95,0.99", "population.n_step=1,5")).Arms;
        Assert.Equal([(0.95, 1), (0.95, 5), (0.99, 1), (0.99, 5)], arms.Select(arm => (arm.Pack.Population.Gamma, arm.Pack.Population.NStep)));
        Assert.All(arms, arm => Assert.Equal("L0_minimal", arm.Pack.Name));
    }

    [Fact]
    public void Each_pack_is_an_arm_of_its_own()
    {
        var definition = Definitions.Small with { Packs = [Definitions.Pack("L0_minimal"), Definitions.Pack("L1_full_observability"), Definitions.Pack("L0_minimal")] };
        Assert.Equal<string>(["L0_minimal", "L1_full_observability", "L0_minimal_2"], definition.ArmNames());
        Assert.Equal<string>(
            ["L0_minimal,gamma=0.9", "L0_minimal,gamma=0.99", "L1_full_observability,gamma=0.9", "L1_full_observability,gamma=0.99"],
            (definition with { Packs = definition.Packs.RemoveAt(2), Vary = [VariedKey.Parse("population.gamma=0.9,0.99")] }).ArmNames());
    }

    [Fact]
    public void An_arms_name_is_safe_as_a_folder()
    {
        var definition = Definitions.Small with { Packs = [Definitions.Pack("L0_minimal") with { Name = "../a b" }] };
        Assert.Equal<string>(["--a-b"], definition.ArmNames());
    }

    [Fact]
    public void All_arms_get_the_same_seeds()
    {
        var trials = ExperimentPlan.Of(Definitions.Varied("population.gamma=0.95,0.99")).Trials;
        Assert.Equal(Enumerable.Range(1, 6), trials.Select(trial => trial.Number));
        Assert.Equal(3, trials.Select(trial => trial.Seed).Distinct().Count());
        Assert.All(trials.GroupBy(trial => trial.Run), pair => Assert.Single(pair.Select(trial => trial.Seed).Distinct()));
    }

    [Fact]
    public void Arms_advance_side_by_side()
    {
        var trials = ExperimentPlan.Of(Definitions.Varied("population.gamma=0.95,0.99")).Trials;
        Assert.Equal<string>(["gamma=0.95 seed_1", "gamma=0.99 seed_1", "gamma=0.95 seed_2"], trials.Take(3).Select(trial => trial.Name));
    }

    [Fact]
    public void No_run_is_measured_with_a_seed_that_it_was_trained_with()
    {
        var plan = ExperimentPlan.Of(Definitions.Small with { Runs = 100 });
        Assert.DoesNotContain(plan.EvaluationSeed, plan.Trials.Select(trial => trial.Seed));
    }

    [Fact]
    public void A_value_that_the_pack_does_not_allow_names_the_arm()
    {
        var refused = Assert.Throws<ExperimentRefusedException>(() => ExperimentPlan.Of(Definitions.Varied("population.gamma=0.9,1.5")));
        Assert.StartsWith("gamma=1.5: training.yaml:", refused.Message, StringComparison.Ordinal);
    }
}
