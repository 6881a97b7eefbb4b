using Townlet.Configuration.Settings;
using Townlet.World;

namespace Townlet.Learning.Training;

/// <summary>Moves every place to a random cell: once for the test of generalisation, and as often as the pack asks.</summary>
internal sealed class PlaceShuffler(TrainingSettings settings, Town town)
{
    /// <summary>Moves the places if a move has fallen due. Where both kinds fall due at once, one move is both.</summary>
    /// <param name="progress">After the lives; its generator of places is advanced by a move.</param>
    /// <param name="episodesBefore">Lives finished when this was last asked.</param>
    /// <returns>Null where nothing moved.</returns>
    public PlaceShuffle? ShuffleIfDue(TrainingProgress progress, int episodesBefore)
    {
        var isTest = !progress.PlacesShuffled && progress.Episodes >= settings.GeneralizationTestAt;
        var isRegular = settings.ShufflePlacesEvery is { } every && progress.Episodes / every > episodesBefore / every;
        if (!isTest && !isRegular)
        {
            return null;
        }

        progress.PlacesShuffled |= isTest;
        var before = town.PlacePositions;
        town.ShufflePlaces(ref progress.Places);
        return new PlaceShuffle(progress.Episodes, isTest, before, town.PlacePositions);
    }
}
