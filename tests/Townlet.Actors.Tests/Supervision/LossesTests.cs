using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;

namespace Townlet.Actors.Tests.Supervision;

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
}
