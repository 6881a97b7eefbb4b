namespace Townlet.Learning.Networks;

/// <summary>
/// The last step of a Q-function. Dueling (Wang et al. 2016, eq. 9): the last layer has a seventh output V, and
/// Q = V + A - mean(A); without it the six outputs are the values.
/// </summary>
public static class DuelingHead
{
    private const int Actions = QFunction.Actions;

    /// <param name="rows">Number of states.</param>
    /// <param name="outputs">Shape [rows, 7] where the network is dueling, else [rows, 6].</param>
    /// <param name="qValues">Shape [rows, 6]; overwritten.</param>
    public static void Values(int rows, ReadOnlySpan<float> outputs, Span<float> qValues)
    {
        var width = outputs.Length / rows;
        for (var row = 0; row < rows; row++)
        {
            Values(outputs.Slice(row * width, width), qValues.Slice(row * Actions, Actions));
        }
    }

    /// <param name="rows">Number of states.</param>
    /// <param name="valueGradient">Shape [rows, 6]: gradient of a loss with respect to the values.</param>
    /// <param name="outputGradient">Shape [rows, 7] where the network is dueling, else [rows, 6]; overwritten.</param>
    public static void Gradient(int rows, ReadOnlySpan<float> valueGradient, Span<float> outputGradient)
    {
        var width = outputGradient.Length / rows;
        for (var row = 0; row < rows; row++)
        {
            Gradient(valueGradient.Slice(row * Actions, Actions), outputGradient.Slice(row * width, width));
        }
    }

    private static void Values(ReadOnlySpan<float> outputs, Span<float> qValues)
    {
        if (outputs.Length == Actions)
        {
            outputs.CopyTo(qValues);
            return;
        }

        var sum = 0f;
        foreach (var advantage in outputs[..Actions])
        {
            sum += advantage;
        }

        for (var action = 0; action < Actions; action++)
        {
            qValues[action] = outputs[action] + (outputs[Actions] - (sum / Actions));
        }
    }

    private static void Gradient(ReadOnlySpan<float> valueGradient, Span<float> outputGradient)
    {
        valueGradient.CopyTo(outputGradient);
        if (outputGradient.Length == Actions)
        {
            return;
        }

        var sum = 0f;
        foreach (var value in valueGradient)
        {
            sum += value;
        }

        foreach (ref var advantage in outputGradient[..Actions])
        {
            advantage -= sum / Actions;
        }

        outputGradient[Actions] = sum;
    }
}
