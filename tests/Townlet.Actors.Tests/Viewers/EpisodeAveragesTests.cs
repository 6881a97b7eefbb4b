using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Viewers;

namespace Townlet.Actors.Tests.Viewers;

public class EpisodeAveragesTests
{
    private readonly EpisodeAverages _averages = new();

    [Fact]
    public void Before_the_first_episode_there_is_nothing_to_average()
    {
        Assert.Equal((0.0, 0.0), (_averages.Reward, _averages.Length));
        Assert.Null(_averages.Loss);
    }

    [Fact]
    public void Only_the_last_five_episodes_count()
    {
        for (var number = 1; number <= 7; number++)
        {
            _averages.Add(Lives.Episode(number) with { Length = 10 * number, Reward = number, Loss = 100 * number });
        }

        Assert.Equal((5.0, 50.0, 500.0), (_averages.Reward, _averages.Length, _averages.Loss!.Value));
    }

    [Fact]
    public void Episodes_without_a_loss_are_left_out_of_its_average()
    {
        _averages.Add(Lives.Episode(1) with { Loss = null });
        Assert.Null(_averages.Loss);

        _averages.Add(Lives.Episode(2) with { Loss = 3 });
        _averages.Add(Lives.Episode(3) with { Loss = 5 });
        Assert.Equal(4, _averages.Loss!.Value);
    }
}
