using Townlet.Experiments.Plans;
using Townlet.Experiments.Tests.Fixtures;

namespace Townlet.Experiments.Tests.Plans;

public class DefinitionComparisonTests
{
    private static readonly ExperimentDefinition _kept = Definitions.Varied("population.gamma=0.95,0.99");

    [Fact]
    public void The_same_is_the_same() => Assert.Empty(DefinitionComparison.Between(_kept, Definitions.Varied("population.gamma=0.95,0.99")));

    [Fact]
    public void Where_a_pack_lies_and_what_its_comments_say_makes_no_difference()
    {
        var asked = _kept with { Packs = [(_kept.Packs[0] with { Path = "/elsewhere" }).Changed("# Level 0", "# Level nought")] };
        Assert.NotEqual(_kept.Packs[0].Files[0].Text, asked.Packs[0].Files[0].Text);
        Assert.Empty(DefinitionComparison.Between(_kept, asked));
    }

    [Fact]
    public void Every_difference_is_named_with_both_sides()
    {
        var asked = Definitions.Small with { Runs = 10, Episodes = 500, Seed = 12, EvaluationLives = 20 };
        Assert.Equal<string>(
            [
                "vary is population.gamma=0.95,0.99 in the experiment and not given now",
                "runs is 3 in the experiment and 10 now",
                "episodes is not given in the experiment and 500 now",
                "seed is 11 in the experiment and 12 now",
                "evaluation lives is 100 in the experiment and 20 now",
            ],
            DefinitionComparison.Between(_kept, asked));
    }

    [Fact]
    public void Another_pack_is_named()
    {
        var asked = _kept with { Packs = [Definitions.Pack("L1_full_observability")] };
        Assert.Equal<string>(["config is L0_minimal in the experiment and L1_full_observability now"], DefinitionComparison.Between(_kept, asked));
    }

    [Fact]
    public void A_changed_key_of_the_pack_is_named()
    {
        var asked = _kept with { Packs = [_kept.Packs[0].Changed("n_step: 5", "n_step: 3")] };
        Assert.Equal<string>(["population.n_step of L0_minimal is 5 in the experiment and 3 now"], DefinitionComparison.Between(_kept, asked));
    }
}
