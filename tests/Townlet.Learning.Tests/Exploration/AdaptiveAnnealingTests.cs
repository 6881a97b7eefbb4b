using Townlet.Configuration.Settings;
using Townlet.Learning.Exploration;

namespace Townlet.Learning.Tests.Exploration;

public sealed class AdaptiveAnnealingTests
{
    private readonly AdaptiveAnnealing _annealing = new(
        new ExplorationSettings { InitialIntrinsicWeight = 2, SurvivalWindow = 3, VarianceThreshold = 10 });

    [Fact]
    public void Weight_stays_until_the_window_is_full()
    {
        EndLives(100, 100);

        Assert.Equal(2, _annealing.IntrinsicWeight);
    }

    [Fact]
    public void Each_steady_life_lowers_the_weight_by_a_hundredth()
    {
        EndLives(100, 100, 100, 101);

        Assert.Equal(2 * 0.99 * 0.99, _annealing.IntrinsicWeight, 1e-12);
    }

    [Fact]
    public void Varying_lives_keep_the_weight()
    {
        EndLives(100, 150, 100, 150, 100);

        Assert.Equal(2, _annealing.IntrinsicWeight);
    }

    [Fact]
    public void Steady_but_short_lives_keep_the_weight()
    {
        EndLives(50, 50, 50, 50);

        Assert.Equal(2, _annealing.IntrinsicWeight);
    }

    [Fact]
    public void Lives_before_the_window_do_not_count()
    {
        EndLives(300, 100, 100, 100);

        Assert.Equal(2 * 0.99, _annealing.IntrinsicWeight, 1e-12);
    }

    private void EndLives(params int[] lives)
    {
        foreach (var life in lives)
        {
            _annealing.EndLife(life);
        }
    }
}
