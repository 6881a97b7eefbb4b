using Townlet.Learning.Curriculum;

namespace Townlet.Learning.Tests.Curriculum;

public sealed class CurriculumStageTests
{
    [Fact]
    public void Stages_grow_harder_and_the_last_is_sparse()
    {
        Assert.Equal([1, 2, 3, 4, 5], CurriculumStage.All.Select(stage => stage.Number));
        Assert.Equal([0.2f, 0.5f, 0.8f, 1f, 1f], CurriculumStage.All.Select(stage => stage.DepletionMultiplier));
        Assert.Equal([2, 3, 4, 6, 6], CurriculumStage.All.Select(stage => stage.ActiveMeters.Length));
        Assert.Equal([true, true, true, true, false], CurriculumStage.All.Select(stage => stage.Shaped));
    }

    [Fact]
    public void Potential_is_the_mean_of_the_active_meters()
    {
        float[] meters = [0.8f, 0.4f, 0.3f, 0.1f, 0.2f, 0.6f, 0.9f, 0.9f];

        Assert.Equal(0.6f, CurriculumStage.All[0].Potential(meters), 1e-6f);
        Assert.Equal(0.5f, CurriculumStage.All[1].Potential(meters), 1e-6f);
        Assert.Equal(0.4f, CurriculumStage.All[2].Potential(meters), 1e-6f);
        Assert.Equal(0.4f, CurriculumStage.All[3].Potential(meters), 1e-6f);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Shaping_of_a_whole_life_telescopes_to_its_ends(bool died)
    {
        const double Gamma = 0.9;
        float[] potentials = [0.7f, 0.2f, 0.9f, 0.4f];
        var shaped = 0.0;
        for (var step = 0; step < 3; step++)
        {
            shaped += Math.Pow(Gamma, step)
                * CurriculumStage.All[0].Shaping(potentials[step], potentials[step + 1], died && step == 2, Gamma);
        }

        var expected = (died ? 0 : Math.Pow(Gamma, 3) * 0.4) - 0.7;
        Assert.Equal(expected, shaped, 1e-6);
    }

    [Fact]
    public void Sparse_stage_adds_nothing()
    {
        Assert.Equal(0, CurriculumStage.All[^1].Shaping(potential: 0.3f, nextPotential: 0.8f, died: true, gamma: 0.9));
    }
}
