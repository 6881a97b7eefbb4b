using Townlet.Actors.Recording;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;

namespace Townlet.Actors.Tests.Recording;

public class LossesTests
{
    [Fact]
    public void Nothing_lost_is_nothing_to_tell()
    {
        var losses = new Losses();
        losses.Add(new Trainer.StageChanged(Lives.Transition(9)));

        Assert.Null(losses.Describe());
    }

    [Fact]
    public void Episode_that_was_lived_again_is_lost_once()
    {
        var losses = new Losses();
        losses.Add(new Trainer.EpisodeCompleted(Lives.Episode(7)));
        losses.Add(new Trainer.EpisodeCompleted(Lives.Episode(7)));
        Assert.Equal("Lost in this run: episode 7 is not recorded.", losses.Describe());

        losses.Add(new Trainer.EpisodeCompleted(Lives.Episode(8)));
        Assert.Equal("Lost in this run: 2 episodes from 7 to 8 are not recorded.", losses.Describe());
    }

    [Fact]
    public void Episodes_of_several_gaps_in_any_order_are_counted_once()
    {
        var losses = new Losses();
        foreach (var episode in (int[])[20, 7, 9, 8, 21, 8, 40, 6, 41, 39])
        {
            losses.Add(new Trainer.EpisodeCompleted(Lives.Episode(episode)));
        }

        Assert.Equal("Lost in this run: 9 episodes from 6 to 41 are not recorded.", losses.Describe());
    }

    [Fact]
    public void Episode_that_is_lived_again_is_not_lost_until_its_new_life_is()
    {
        var losses = new Losses();
        for (var episode = 5; episode <= 9; episode++)
        {
            losses.Add(new Trainer.EpisodeCompleted(Lives.Episode(episode)));
        }

        losses.LivedAgainAfter(6);

        Assert.Equal(2, losses.Episodes);
        losses.LivedAgainAfter(0);
        Assert.Null(losses.Describe());
    }
}
