using Townlet.Numerics;

namespace Townlet.Learning.Engines;

/// <summary>A network that is differentiated and improved by Adam: <see cref="ForwardToLearn"/>, <see cref="Backward"/>, <see cref="TryStep"/>.</summary>
public interface ILearningNetwork : INetwork
{
    /// <summary>The gradient of the last backward pass, in the layout of the network; zeros before the first.</summary>
    ReadOnlySpan<float> Gradient { get; }

    /// <summary>State of the optimiser, in the host's memory; valid until the next step.</summary>
    AdamState Optimiser { get; }

    /// <summary>Number of steps taken.</summary>
    long Steps { get; }

    /// <summary><see cref="INetwork.Forward"/>, with all kept that a backward pass needs.</summary>
    void ForwardToLearn(float[] observations, ReadOnlySpan<float> memories, Span<float> qValues);

    /// <summary>Computes the gradient of the weights.</summary>
    /// <param name="valueGradient">Shape [steps * lives, 6]: gradient of the loss with respect to the Q-values. Where lives are unrolled, the last step must have none.</param>
    void Backward(float[] valueGradient);

    /// <summary>Takes one step of Adam against the gradient.</summary>
    /// <param name="learningRate">Step size.</param>
    /// <param name="maximumNorm">A longer gradient is scaled down to this norm for the step.</param>
    /// <returns>False where the gradient is not finite; nothing has changed then.</returns>
    bool TryStep(double learningRate, double maximumNorm);

    /// <summary>Goes on from this state of the optimiser.</summary>
    void Restore(AdamState optimiser);
}
