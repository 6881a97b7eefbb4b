namespace Townlet.Learning;

/// <summary>One network with weights of its own, evaluated on whole batches and, where it learns, differentiated.</summary>
internal abstract class BatchNetwork : IDisposable
{
    /// <param name="function">The architecture.</param>
    /// <param name="weights">Stays the caller's, who says when they have changed.</param>
    /// <param name="batch">Of the shape that all batches will have.</param>
    /// <param name="device">Where to compute: "cpu" needs no torch, "cuda" does.</param>
    /// <param name="threads">On the CPU; the result is the same with any number.</param>
    /// <param name="trainable">There will be backward passes.</param>
    public static BatchNetwork For(
        QFunction function, float[] weights, ReplayBatch batch, string device, int threads, bool trainable) => (device, function) switch
    {
        ("cpu", RecurrentQFunction recurrent) => new RecurrentBatchNetwork(recurrent, weights, batch, threads),
        ("cpu", SimpleQFunction simple) => new SimpleBatchNetwork(simple, weights, batch),
        _ => new TorchBatchNetwork(function, weights, batch, device, trainable),
    };

    /// <summary>The weights have changed.</summary>
    public abstract void Refresh();

    /// <param name="observations">Of the batch.</param>
    /// <param name="memories">Shape [sequences, memory size]: what they begin with; empty for single transitions.</param>
    /// <param name="qValues">Shape [rows, 6]; overwritten.</param>
    /// <param name="toLearn">A backward pass follows.</param>
    public abstract void Forward(float[] observations, ReadOnlySpan<float> memories, Span<float> qValues, bool toLearn);

    /// <summary>After a forward pass to learn from.</summary>
    /// <param name="valueGradient">Shape [rows, 6]: of the loss with respect to the Q-values.</param>
    /// <param name="gradient">Of the weights; overwritten.</param>
    public abstract void Backward(float[] valueGradient, float[] gradient);

    public abstract void Dispose();
}
