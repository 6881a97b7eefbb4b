using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Townlet.Learning.Torch;

/// <summary>Moves floats between managed memory and contiguous tensors on any device.</summary>
internal static class TensorMemory
{
    /// <summary>The floats of a contiguous CPU tensor, not copied; valid as long as the tensor is.</summary>
    public static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    public static void Write(Tensor destination, ReadOnlySpan<float> source)
    {
        if (destination.device_type == DeviceType.CPU)
        {
            source.CopyTo(Floats(destination));
            return;
        }

        using var gradients = no_grad();
        using var staging = empty(destination.shape, ScalarType.Float32);
        source.CopyTo(Floats(staging));
        destination.copy_(staging);
    }

    public static void Read(Tensor source, Span<float> destination)
    {
        if (source.device_type == DeviceType.CPU)
        {
            Floats(source).CopyTo(destination);
            return;
        }

        using var staging = source.cpu();
        Floats(staging).CopyTo(destination);
    }
}
