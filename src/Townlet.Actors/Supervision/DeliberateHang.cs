namespace Townlet.Actors.Supervision;

/// <summary>Where the threads stay that a fault switch made hang. Nothing in the program lets them go; a test does, to see them wake or to end them.</summary>
public sealed class DeliberateHang
{
    private readonly TaskCompletionSource _released = new();

    public void Release() => _released.TrySetResult();

    /// <summary>Blocks the calling thread for good.</summary>
    internal void Wait() => _released.Task.Wait();
}
