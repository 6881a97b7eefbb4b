using System.Collections.Immutable;
using System.Globalization;
using Townlet.Configuration;
using Townlet.Learning.Training;
using Townlet.Runs.TensorBoard;
using Townlet.World;

namespace Townlet.Actors.Recording;

/// <summary>Names the curves of a training run in TensorBoard; docs/operations.md lists the tags.</summary>
internal static class EpisodeCurves
{
    /// <param name="episode">How the life went.</param>
    /// <param name="detail">What else is known of it.</param>
    /// <param name="layers">The learner's network after the life; empty where it was not sampled.</param>
    /// <param name="places">Names, in the order of the detail's counts.</param>
    public static EpisodeEvents Of(EpisodeOutcome episode, EpisodeDetail? detail, ImmutableArray<LayerWeights> layers, ImmutableArray<string> places)
    {
        var agent = string.Create(CultureInfo.InvariantCulture, $"agent_{episode.Agent}");
        (string Name, double? Value)[] scalars =
        [
            ("Episode/Survival_Time", episode.Length),
            ("Episode/Total_Reward", episode.Reward),
            ("Episode/Extrinsic_Reward", episode.ExtrinsicReward),
            ("Episode/Intrinsic_Reward", episode.IntrinsicReward),
            ("Episode/Steps_vs_Idle", episode.StepsVsIdle),
            ("Curriculum/Stage", episode.Stage),
            ("Curriculum/Survival_Rate", detail?.SurvivalRate),
            ("Curriculum/Learning_Progress", detail?.LearningProgress),
            ("Curriculum/Entropy", detail?.Entropy),
            ("Exploration/Epsilon", episode.Epsilon),
            ("Exploration/Intrinsic_Weight", episode.IntrinsicWeight),
            ("Training/TD_Error", detail?.TdError),
            ("Training/Loss", episode.Loss),
            ("Training/Q_Mean", detail?.MeanQ),
            ("Training/RND_Error", detail?.RndError),
            .. (detail?.FinalMeters ?? []).Select((value, meter) => ($"Meters/{(Meter)meter}", (double?)value)),
            .. (detail?.PlaceVisits ?? []).Select((count, place) => ($"Affordances/{places[place]}", (double?)count)),
        ];
        return new EpisodeEvents(
            episode.Episode,
            [.. scalars.Where(scalar => scalar.Value is not null).Select(scalar => ($"{agent}/{scalar.Name}", scalar.Value!.Value))],
            [.. layers.SelectMany(Histograms)]);
    }

    /// <summary>The pack as used, one text per file.</summary>
    public static IEnumerable<(string Tag, string Text)> PackTexts(Pack pack) =>
        pack.Sources.Select(source => ($"pack/{source.Name}", $"```yaml\n{source.Text}\n```"));

    private static IEnumerable<(string Tag, ReadOnlyMemory<float> Values)> Histograms(LayerWeights layer) =>
        [($"Weights/{layer.Name}", layer.Weights), ($"Gradients/{layer.Name}", layer.Gradient)];
}
