using Townlet.Learning.Networks;
using Townlet.Numerics;

namespace Townlet.Learning.Checkpoints;

/// <summary>The state of an optimiser in a checkpoint.</summary>
internal static class AdamTensors
{
    /// <param name="checkpoint">Receives the state.</param>
    /// <param name="name">Name of this optimiser, to tell several apart.</param>
    /// <param name="layout">Layout of the weights.</param>
    /// <param name="state">The state.</param>
    public static void Capture(CheckpointBuilder checkpoint, string name, ParameterLayout layout, AdamState state)
    {
        checkpoint.Add($"{name}.first_moment", layout, state.FirstMoments);
        checkpoint.Add($"{name}.second_moment", layout, state.SecondMoments);
        checkpoint.AddValue($"{name}.steps", state.Steps);
    }

    /// <param name="checkpoint">Holds the state.</param>
    /// <param name="name">The name under which it was captured.</param>
    /// <param name="layout">Layout of the weights.</param>
    public static AdamState Read(CheckpointContent checkpoint, string name, ParameterLayout layout)
    {
        var firstMoments = new float[layout.Length];
        var secondMoments = new float[layout.Length];
        checkpoint.Read($"{name}.first_moment", layout, firstMoments);
        checkpoint.Read($"{name}.second_moment", layout, secondMoments);
        return new AdamState(checkpoint.ReadValue($"{name}.steps", 0, long.MaxValue), firstMoments, secondMoments);
    }
}
