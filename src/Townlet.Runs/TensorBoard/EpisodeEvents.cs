using System.Collections.Immutable;

namespace Townlet.Runs.TensorBoard;

/// <summary>What TensorBoard shows of one episode, by tag.</summary>
/// <param name="Episode">Number of the episode, from 1: its position on the x axis.</param>
/// <param name="Scalars">Points of curves.</param>
/// <param name="Histograms">Numbers whose distribution is shown: at least one per tag, all finite, and not changed afterwards.</param>
public sealed record EpisodeEvents(
    int Episode, ImmutableArray<(string Tag, double Value)> Scalars, ImmutableArray<(string Tag, ReadOnlyMemory<float> Values)> Histograms);
