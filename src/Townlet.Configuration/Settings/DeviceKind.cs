namespace Townlet.Configuration.Settings;

/// <summary><c>training.device</c>.</summary>
public enum DeviceKind
{
    Cpu,
    Cuda,

    /// <summary>CUDA where there is such a device, otherwise the CPU.</summary>
    Auto,
}
