using Townlet.Learning.Networks;

namespace Townlet.Learning.Engines;

/// <summary>What computes the networks of a learner, on one device: managed code on the CPU, or a tensor library on a GPU.</summary>
public interface INetworkEngine
{
    /// <summary>Name of the device, for people to read.</summary>
    string Device { get; }

    /// <summary>How many of these threads of the CPU a learner step can use. The results are the same with any number.</summary>
    int UsableThreads(QFunction function, int allowed);

    /// <summary>Makes a network that is only evaluated.</summary>
    /// <param name="function">The architecture.</param>
    /// <param name="weights">First weights, in the layout of the function; copied.</param>
    /// <param name="shape">The shape of all its batches.</param>
    INetwork MakeNetwork(QFunction function, ReadOnlySpan<float> weights, BatchShape shape);

    /// <summary>Makes a network that learns.</summary>
    /// <param name="function">The architecture.</param>
    /// <param name="weights">First weights, in the layout of the function; copied.</param>
    /// <param name="shape">The shape of all its batches.</param>
    /// <param name="threads">Number of threads of a backward pass, not more than <see cref="UsableThreads"/>.</param>
    ILearningNetwork MakeLearningNetwork(QFunction function, ReadOnlySpan<float> weights, BatchShape shape, int threads);
}
