using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;
using Townlet.Learning.Training;

namespace Townlet.Actors.Tests.Training;

public class TrainerLinesTests
{
    private static readonly RestoredState _restored = new()
    {
        Episode = 25,
        TotalSteps = 400,
        LearnerSteps = 336,
        ReplaySize = 300,
        Epsilon = 0.9374,
        Stages = [1, 1],
        Generators = 5,
    };

    [Fact]
    public void Agents_at_one_stage_are_told_as_one_number() => Assert.Equal(
        "Restored: 400 steps lived, 336 steps of the optimiser, 300 transitions in replay, epsilon 0.937, curriculum stage 1, 5 random generators",
        TrainerLines.Restored(_restored));

    [Fact]
    public void Agents_at_several_stages_are_told_as_a_range() => Assert.Contains(
        "curriculum stage 2 to 4,", TrainerLines.Restored(_restored with { Stages = [3, 4, 2] }), StringComparison.Ordinal);

    [Fact]
    public void Each_place_is_told_with_its_old_and_its_new_cell() => Assert.Equal(
        "Generalisation test after episode 30: every place is moved once: Bed (1,1) to (3,4), Job (6,6) to (0,2).",
        TrainerLines.Tested(Lives.Test(30)));
}
