using Townlet.Actors.Recording;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Learning.Training;

namespace Townlet.Actors.Tests.Recording;

public class EpisodeCurvesTests
{
    [Fact]
    public void Every_figure_of_an_episode_has_its_curve()
    {
        var events = EpisodeCurves.Of(Lives.Episode(7) with { Agent = 2 }, Lives.Detail, [], ["Bed"]);

        Assert.Equal(7, events.Episode);
        Assert.Equal(
            [
                ("agent_2/Episode/Survival_Time", 47), ("agent_2/Episode/Total_Reward", 4.5), ("agent_2/Episode/Extrinsic_Reward", 4), ("agent_2/Episode/Intrinsic_Reward", 1), ("agent_2/Episode/Steps_vs_Idle", -93),
                ("agent_2/Curriculum/Stage", 2), ("agent_2/Curriculum/Survival_Rate", 0.4), ("agent_2/Curriculum/Learning_Progress", 3), ("agent_2/Curriculum/Entropy", 0.6),
                ("agent_2/Exploration/Epsilon", 0.875), ("agent_2/Exploration/Intrinsic_Weight", 0.5),
                ("agent_2/Training/TD_Error", 0.3), ("agent_2/Training/Loss", 0.125), ("agent_2/Training/Q_Mean", 1.5), ("agent_2/Training/RND_Error", 0.01),
                ("agent_2/Meters/Energy", 0), ("agent_2/Meters/Hygiene", 1), ("agent_2/Meters/Satiation", 1), ("agent_2/Meters/Money", 1),
                ("agent_2/Meters/Mood", 1), ("agent_2/Meters/Social", 1), ("agent_2/Meters/Health", 1), ("agent_2/Meters/Fitness", 1),
                ("agent_2/Affordances/Bed", 3),
            ],
            events.Scalars.Select(scalar => (scalar.Tag, scalar.Value)));
        Assert.Empty(events.Histograms);
    }

    [Fact]
    public void Figures_of_a_learner_that_has_not_begun_have_no_point()
    {
        var events = EpisodeCurves.Of(Lives.Episode(1) with { Loss = null }, Lives.Detail with { TdError = null, MeanQ = null, RndError = null }, [], ["Bed"]);

        Assert.DoesNotContain(events.Scalars, scalar => scalar.Tag.Contains("Training", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_layer_has_a_histogram_of_its_weights_and_one_of_its_gradient()
    {
        var events = EpisodeCurves.Of(Lives.Episode(1), Lives.Detail, [new LayerWeights("layer0.weight", new float[] { 1, 2 }, new float[] { 3, 4 })], ["Bed"]);

        Assert.Equal(
            [("Weights/layer0.weight", "1,2"), ("Gradients/layer0.weight", "3,4")],
            events.Histograms.Select(histogram => (histogram.Tag, string.Join(',', histogram.Values.ToArray()))));
    }
}
