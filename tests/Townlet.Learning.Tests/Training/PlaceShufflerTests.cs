using Townlet.Configuration.Settings;
using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Learning.Tests.Training;

public sealed class PlaceShufflerTests
{
    private readonly Town _town = new(TestPacks.Level1.Town, agents: 1, seed: 3);
    private readonly TrainingProgress _progress = TrainingProgress.AtTheBeginning(seed: 3);

    [Fact]
    public void Test_of_generalisation_comes_once_and_tells_both_layouts()
    {
        var layout = _town.PlacePositions;

        var shuffles = Shuffles(new TrainingSettings { GeneralizationTestAt = 3 }, lives: 9);

        var test = Assert.Single(shuffles);
        Assert.Equal((3, true), (test.Episode, test.IsTest));
        Assert.Equal(layout.AsSpan(), test.Before.AsSpan());
        Assert.Equal(_town.PlacePositions.AsSpan(), test.After.AsSpan());
        Assert.NotEqual(layout.AsEnumerable(), test.After.AsEnumerable());
    }

    [Fact]
    public void Places_move_as_often_as_the_pack_asks()
    {
        var shuffles = Shuffles(new TrainingSettings { GeneralizationTestAt = null, ShufflePlacesEvery = 4 }, lives: 9);

        Assert.Equal([(4, false), (8, false)], shuffles.Select(shuffle => (shuffle.Episode, shuffle.IsTest)));
    }

    [Fact]
    public void Places_move_once_where_both_moves_fall_due_together()
    {
        var shuffles = Shuffles(new TrainingSettings { GeneralizationTestAt = 4, ShufflePlacesEvery = 4 }, lives: 5);

        Assert.Equal([(4, true)], shuffles.Select(shuffle => (shuffle.Episode, shuffle.IsTest)));
    }

    [Fact]
    public void Places_move_once_for_all_lives_that_end_in_one_step()
    {
        _progress.Episodes = 9;

        var shuffle = new PlaceShuffler(new TrainingSettings { GeneralizationTestAt = null, ShufflePlacesEvery = 4 }, _town).ShuffleIfDue(_progress, episodesBefore: 3);

        Assert.Equal(9, shuffle!.Episode);
    }

    [Fact]
    public void Places_stay_where_the_pack_asks_for_no_move()
    {
        var generator = _progress.Places;

        var shuffles = Shuffles(new TrainingSettings { GeneralizationTestAt = null }, lives: 9);

        Assert.Empty(shuffles);
        Assert.Equal(generator, _progress.Places);
    }

    private List<PlaceShuffle> Shuffles(TrainingSettings settings, int lives)
    {
        var shuffler = new PlaceShuffler(settings, _town);
        var shuffles = new List<PlaceShuffle>();
        while (_progress.Episodes < lives)
        {
            _progress.Episodes++;
            if (shuffler.ShuffleIfDue(_progress, _progress.Episodes - 1) is { } shuffle)
            {
                shuffles.Add(shuffle);
            }
        }

        return shuffles;
    }
}
