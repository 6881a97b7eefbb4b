using Townlet.Configuration.Settings;
using Townlet.Learning.Exploration;
using Townlet.World;

namespace Townlet.Learning.Tests.Exploration;

public sealed class EpsilonGreedyTests
{
    private static readonly float[] _qValues = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void Epsilon_of_0_takes_the_best_valid_action()
    {
        var exploration = new EpsilonGreedy(new ExplorationSettings { EpsilonStart = 0 });
        var random = new RandomSource(1);

        Assert.Equal(TownAction.Right, exploration.Choose(_qValues, [true, true, false, true, false, false], ref random));
    }

    [Fact]
    public void Epsilon_of_1_takes_every_valid_action_equally_often_and_no_other()
    {
        var exploration = new EpsilonGreedy(new ExplorationSettings { EpsilonStart = 1 });
        var random = new RandomSource(1);
        var counts = new int[6];

        for (var i = 0; i < 3000; i++)
        {
            counts[(int)exploration.Choose(_qValues, [true, false, false, true, false, true], ref random)]++;
        }

        Assert.Equal([0, 0, 0], new[] { counts[1], counts[2], counts[4] });
        Assert.All([counts[0], counts[3], counts[5]], count => Assert.InRange(count, 900, 1100));
    }

    [Fact]
    public void Epsilon_decays_by_its_factor_down_to_its_minimum()
    {
        var exploration = new EpsilonGreedy(new ExplorationSettings { EpsilonStart = 0.8, EpsilonDecay = 0.5, EpsilonMinimum = 0.15 });

        var epsilons = new List<double>();
        for (var life = 0; life < 4; life++)
        {
            epsilons.Add(exploration.Epsilon);
            exploration.Decay();
        }

        Assert.Equal([0.8, 0.4, 0.2, 0.15], epsilons);
    }
}
