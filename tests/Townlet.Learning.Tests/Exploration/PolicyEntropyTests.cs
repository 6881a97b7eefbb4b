using Townlet.Learning.Exploration;

namespace Townlet.Learning.Tests.Exploration;

public sealed class PolicyEntropyTests
{
    private static readonly bool[] _all = [true, true, true, true, true, true];

    [Fact]
    public void Equal_values_have_an_entropy_of_1()
    {
        Assert.Equal(1, PolicyEntropy.Normalised([3, 3, 3, 3, 3, 3], _all, unit: 1), 1e-9);
    }

    [Fact]
    public void One_clear_choice_has_an_entropy_of_0()
    {
        Assert.Equal(0, PolicyEntropy.Normalised([0, 0, 1000, 0, 0, 0], _all, unit: 1), 1e-9);
    }

    [Fact]
    public void Invalid_actions_do_not_count()
    {
        Assert.Equal(1, PolicyEntropy.Normalised([1, 1, 500, 0, 0, 0], [true, true, false, false, false, false], unit: 1), 1e-9);
        Assert.Equal(0, PolicyEntropy.Normalised([1, 1, 1, 1, 1, 1], [false, false, false, false, false, true], unit: 1));
    }

    [Fact]
    public void Two_actions_follow_the_formula()
    {
        // Softmax of (0, ln 3) is (1/4, 3/4).
        var expected = -((0.25 * Math.Log(0.25)) + (0.75 * Math.Log(0.75))) / Math.Log(2);

        Assert.Equal(expected, PolicyEntropy.Normalised([0, MathF.Log(3), 0, 0, 0, 0], [true, true, false, false, false, false], unit: 1), 1e-6);
    }

    [Fact]
    public void Values_are_measured_in_their_unit()
    {
        Assert.Equal(
            PolicyEntropy.Normalised([1, 2, 3, 4, 5, 6], _all, unit: 1),
            PolicyEntropy.Normalised([0.01f, 0.02f, 0.03f, 0.04f, 0.05f, 0.06f], _all, unit: 0.01),
            1e-5);
    }
}
