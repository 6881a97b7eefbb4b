using Townlet.Learning.Replay;

namespace Townlet.Learning.Networks;

/// <summary>One network with its weights, evaluated on whole batches and, where it learns, differentiated.</summary>
internal abstract class BatchNetwork : IDisposable
{
    /// <param name="function">The architecture.</param>
    /// <param name="weights">The weights. The caller owns this array and calls <see cref="Refresh"/> after a change.</param>
    /// <param name="batch">An example batch: all later batches have its shape.</param>
    /// <param name="device">Where to compute: "cpu" needs no torch, "cuda" does.</param>
    /// <param name="threads">Number of threads on the CPU; the result is the same with any number.</param>
    /// <param name="trainable">True where there will be backward passes.</param>
    public static BatchNetwork For(
        QFunction function, float[] weights, ReplayBatch batch, string device, int threads, bool trainable) => (device, function) switch
    {
        ("cpu", RecurrentQFunction recurrent) => new RecurrentBatchNetwork(recurrent, weights, batch, threads),
        ("cpu", SimpleQFunction simple) => new SimpleBatchNetwork(simple, weights, batch),
        _ => new TorchBatchNetwork(function, weights, batch, device, trainable),
    };

    /// <summary>The weights have changed.</summary>
    public abstract void Refresh();

    /// <param name="observations">Observations of the batch.</param>
    /// <param name="memories">Shape [sequences, memory size]: what each sequence begins with; empty for single transitions.</param>
    /// <param name="qValues">Shape [rows, 6]; overwritten.</param>
    /// <param name="toLearn">True where a backward pass follows.</param>
    public abstract void Forward(float[] observations, ReadOnlySpan<float> memories, Span<float> qValues, bool toLearn);

    /// <summary>Computes the gradient of the weights, after a forward pass with <c>toLearn</c>.</summary>
    /// <param name="valueGradient">Shape [rows, 6]: gradient of the loss with respect to the Q-values.</param>
    /// <param name="gradient">Gradient of the weights; overwritten.</param>
    public abstract void Backward(float[] valueGradient, float[] gradient);

    public abstract void Dispose();
}
