using Townlet.Learning.Networks;

namespace Townlet.Learning.Engines;

/// <summary>The CPU, in managed vector code.</summary>
public sealed class ManagedEngine : INetworkEngine
{
    private ManagedEngine()
    {
    }

    public static ManagedEngine Instance { get; } = new();

    public string Device => "cpu";

    /// <summary>A perceptron has finished before a second thread has woken up.</summary>
    public int UsableThreads(QFunction function, int allowed) => function is RecurrentQFunction ? allowed : 1;

    public INetwork MakeNetwork(QFunction function, ReadOnlySpan<float> weights, BatchShape shape) =>
        new ManagedNetwork(PassFor(function, shape, threads: 1), weights);

    public ILearningNetwork MakeLearningNetwork(QFunction function, ReadOnlySpan<float> weights, BatchShape shape, int threads) =>
        new ManagedLearningNetwork(PassFor(function, shape, threads), weights);

    private static IBatchPass PassFor(QFunction function, BatchShape shape, int threads) => function switch
    {
        RecurrentQFunction recurrent => new RecurrentBatchPass(recurrent, shape, threads),
        SimpleQFunction simple => new SimpleBatchPass(simple, shape),
        _ => throw new NotSupportedException($"There is no pass through {function.GetType().Name}."),
    };
}
