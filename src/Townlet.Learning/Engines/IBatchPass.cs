namespace Townlet.Learning.Engines;

/// <summary>The way through a network and back, for batches of one shape and any weights.</summary>
internal interface IBatchPass
{
    /// <inheritdoc cref="INetwork.Forward"/>
    void Forward(float[] weights, float[] observations, ReadOnlySpan<float> memories, Span<float> qValues);

    /// <summary>Computes the gradient of the weights, after a forward pass with the same ones.</summary>
    /// <param name="weights">As in the forward pass.</param>
    /// <param name="valueGradient">Shape [steps * lives, 6].</param>
    /// <param name="gradient">Gradient of the weights; overwritten.</param>
    void Backward(float[] weights, float[] valueGradient, float[] gradient);
}
