namespace Townlet.Configuration;

/// <summary><c>training.device</c>.</summary>
public enum DeviceKind
{
    Cpu,
    Cuda,

    /// <summary>CUDA where there is a device, else CPU.</summary>
    Auto,
}
