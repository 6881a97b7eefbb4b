namespace Townlet.Learning.Training;

/// <summary>One layer's weights or biases at one moment, with the gradient of the last learner step; both are copies.</summary>
/// <param name="Name">Name as in a checkpoint: "layer0.weight".</param>
/// <param name="Weights">Weights in row-major order.</param>
/// <param name="Gradient">Gradient of the same length, before clipping.</param>
public sealed record LayerWeights(string Name, ReadOnlyMemory<float> Weights, ReadOnlyMemory<float> Gradient);
