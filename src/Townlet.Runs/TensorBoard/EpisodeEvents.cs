using System.Collections.Immutable;

namespace Townlet.Runs;

/// <summary>What TensorBoard shows of one episode, each under its tag.</summary>
/// <param name="Episode">From 1: the place on the x axis.</param>
/// <param name="Scalars">Points of curves.</param>
/// <param name="Histograms">Numbers whose spread is shown: at least one each, all finite, not written to any more.</param>
public sealed record EpisodeEvents(
    int Episode, ImmutableArray<(string Tag, double Value)> Scalars, ImmutableArray<(string Tag, ReadOnlyMemory<float> Values)> Histograms);
