using Townlet.Learning.Engines;
using Townlet.Learning.Networks;
using Townlet.Numerics;

namespace Townlet.Learning.Tests.Dqn;

/// <summary>The managed engine in the place of a device: it counts how often weights are asked for in the host's memory.</summary>
internal sealed class WatchedEngine : INetworkEngine
{
    public int WeightsRead { get; private set; }

    public string Device => "watched";

    public int UsableThreads(QFunction function, int allowed) => 1;

    public INetwork MakeNetwork(QFunction function, ReadOnlySpan<float> weights, BatchShape shape) => MakeLearningNetwork(function, weights, shape, threads: 1);

    public ILearningNetwork MakeLearningNetwork(QFunction function, ReadOnlySpan<float> weights, BatchShape shape, int threads) =>
        new Network(this, ManagedEngine.Instance.MakeLearningNetwork(function, weights, shape, threads));

    private sealed class Network(WatchedEngine engine, ILearningNetwork network) : ILearningNetwork
    {
        private ILearningNetwork Inner { get; } = network;

        public ReadOnlySpan<float> Weights
        {
            get
            {
                engine.WeightsRead++;
                return Inner.Weights;
            }
        }

        public ReadOnlySpan<float> Gradient => Inner.Gradient;

        public AdamState Optimiser => Inner.Optimiser;

        public long Steps => Inner.Steps;

        public void Load(ReadOnlySpan<float> weights) => Inner.Load(weights);

        public void CopyFrom(INetwork leader) => Inner.CopyFrom(OnDevice(leader));

        public void Follow(INetwork leader, double share) => Inner.Follow(OnDevice(leader), share);

        public void Forward(float[] observations, ReadOnlySpan<float> memories, Span<float> qValues) => Inner.Forward(observations, memories, qValues);

        public void ForwardToLearn(float[] observations, ReadOnlySpan<float> memories, Span<float> qValues) =>
            Inner.ForwardToLearn(observations, memories, qValues);

        public void Backward(float[] valueGradient) => Inner.Backward(valueGradient);

        public bool TryStep(double learningRate, double maximumNorm) => Inner.TryStep(learningRate, maximumNorm);

        public void Restore(AdamState optimiser) => Inner.Restore(optimiser);

        public void Dispose() => Inner.Dispose();

        /// <summary>One network of a device reads another's weights there.</summary>
        private static ILearningNetwork OnDevice(INetwork other) => ((Network)other).Inner;
    }
}
