namespace Townlet.Learning;

/// <summary>One layer's weights or biases at one moment, with the gradient of the newest learner step; both copies.</summary>
/// <param name="Name">As in a checkpoint: "layer0.weight".</param>
/// <param name="Weights">Row-major.</param>
/// <param name="Gradient">Of the same length, before clipping.</param>
public sealed record LayerWeights(string Name, ReadOnlyMemory<float> Weights, ReadOnlyMemory<float> Gradient);
