using Townlet.Learning.Networks;

namespace Townlet.Learning.Tests.Networks;

public sealed class SimpleQFunctionTests
{
    [Fact]
    public void Dueling_values_average_to_the_state_value()
    {
        var function = new SimpleQFunction(observationSize: 3, dueling: true);
        var weights = new float[function.Layout.Length];
        var biases = function.Layout.Blocks[^1].In(weights.AsSpan());
        new[] { 1f, 2f, 3f, 4f, 5f, 9f, 100f }.CopyTo(biases);

        var qValues = new float[6];
        function.Evaluate(weights, 1, [0, 0, 0], [], qValues);

        Assert.Equal([97f, 98f, 99f, 100f, 101f, 105f], qValues);
        Assert.Equal(100f, qValues.Average());
    }
}
