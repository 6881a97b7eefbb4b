using TorchSharp;
using Townlet.Learning.Engines;
using Townlet.Learning.Networks;
using static TorchSharp.torch;

namespace Townlet.Learning.Torch;

/// <summary>A device of torch. Weights, gradients and the optimiser's state stay on it; only batches, Q-values and what is asked for travel.</summary>
public sealed class TorchEngine : INetworkEngine
{
    private readonly Device _device;

    private TorchEngine(Device device)
    {
        _device = device;
    }

    /// <summary>Version of TorchSharp.</summary>
    public static string Version { get; } = typeof(torch).Assembly.GetName().Version?.ToString() ?? "";

    public string Device => _device.type == DeviceType.CUDA ? "cuda" : "cpu";

    /// <summary>Makes an engine of the machine's GPU.</summary>
    /// <returns>Null where there is none that CUDA can use.</returns>
    /// <exception cref="DllNotFoundException">There is no native library of torch; an inner exception of the one thrown may say so.</exception>
    public static TorchEngine? FindGpu() => cuda.is_available() ? new TorchEngine(CUDA) : null;

    /// <summary>Makes an engine that computes on the CPU what a GPU would: slower than the managed one, which tests hold against it.</summary>
    public static TorchEngine OnCpu() => new(CPU);

    /// <summary>A device schedules its own work.</summary>
    public int UsableThreads(QFunction function, int allowed) => 1;

    public INetwork MakeNetwork(QFunction function, ReadOnlySpan<float> weights, BatchShape shape) =>
        new TorchNetwork(function, weights, shape, _device, trainable: false);

    public ILearningNetwork MakeLearningNetwork(QFunction function, ReadOnlySpan<float> weights, BatchShape shape, int threads) =>
        new TorchLearningNetwork(function, weights, shape, _device);
}
