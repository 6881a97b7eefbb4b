using static TorchSharp.torch;

namespace Townlet.Learning.Torch;

/// <summary>The values of a tensor in the host's memory, copied from its device when they are asked for after a change.</summary>
/// <param name="tensor">A contiguous tensor of floats.</param>
internal sealed class HostCopy(Tensor tensor)
{
    private readonly float[] _values = new float[tensor.numel()];
    private bool _isCurrent;

    /// <summary>The tensor has changed.</summary>
    public void Outdate() => _isCurrent = false;

    /// <summary>The present values; valid until the tensor changes.</summary>
    public ReadOnlySpan<float> Read()
    {
        if (!_isCurrent)
        {
            TensorMemory.Read(tensor, _values);
            _isCurrent = true;
        }

        return _values;
    }
}
