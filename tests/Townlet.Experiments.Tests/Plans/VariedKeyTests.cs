using Townlet.Experiments.Plans;

namespace Townlet.Experiments.Tests.Plans;

public class VariedKeyTests
{
    [Fact]
    public void Key_and_values_are_read()
    {
        var varied = VariedKey.Parse("population.gamma = 0.95, 0.99");
        Assert.Equal("population.gamma", varied.Key);
        Assert.Equal<string>(["0.95", "0.99"], varied.Values);
        Assert.Equal("population.gamma=0.95,0.99", varied.ToString());
    }

    [Theory]
    [InlineData("population.gamma", "'population.gamma' cannot be varied: write the key and its values, as in population.gamma=0.95,0.99.")]
    [InlineData("=0.95,0.99", "'=0.95,0.99' cannot be varied: write the key and its values, as in population.gamma=0.95,0.99.")]
    [InlineData("population.gama=0.95,0.99", "'population.gama': a pack has no such key, did you mean 'population.gamma'?")]
    [InlineData("population.gamma=0.95", "population.gamma has one value in 'population.gamma=0.95', and nothing to compare it with: name another one after a comma.")]
    [InlineData("population.gamma=0.95,", "population.gamma has an empty value in 'population.gamma=0.95,': write its values with single commas between them.")]
    [InlineData("population.gamma=0.95,0.99,0.95", "population.gamma has the value 0.95 twice in 'population.gamma=0.95,0.99,0.95'.")]
    [InlineData("training.seed=1,2", "training.seed cannot be varied: each run of an arm has a seed of its own already. Use --runs for more of them.")]
    public void Anything_else_is_refused_with_what_to_do(string text, string reason)
    {
        Assert.Equal(reason, Assert.Throws<ExperimentRefusedException>(() => VariedKey.Parse(text)).Message);
    }
}
