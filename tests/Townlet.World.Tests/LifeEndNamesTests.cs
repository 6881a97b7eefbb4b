namespace Townlet.World.Tests;

public class LifeEndNamesTests
{
    [Theory]
    [InlineData(LifeEnd.Death, "death")]
    [InlineData(LifeEnd.StepCap, "step_cap")]
    public void Every_end_has_a_name_by_which_it_is_found(LifeEnd end, string name)
    {
        Assert.Equal(name, LifeEndNames.NameOf(end));
        Assert.Equal(end, LifeEndNames.Parse(name));
    }

    [Fact]
    public void Life_that_continues_has_no_end_to_name() => Assert.Throws<ArgumentOutOfRangeException>(() => LifeEndNames.NameOf(LifeEnd.None));

    [Theory]
    [InlineData("")]
    [InlineData("Death")]
    [InlineData("none")]
    public void Other_names_are_of_no_end(string name) => Assert.Null(LifeEndNames.Parse(name));
}
