namespace Townlet.Actors.Supervision;

/// <summary>Where the threads stay that a fault switch made hang. Nothing in the program lets them go; a test does, to see them wake or to end them.</summary>
public sealed class DeliberateHang
{
    private readonly TaskCompletionSource _released = new();
    private int _threads;

    /// <summary>Threads that stay here, or stayed here until they were let go.</summary>
    public int Threads => Volatile.Read(ref _threads);

    public void Release() => _released.TrySetResult();

    /// <summary>Blocks the calling thread for good.</summary>
    internal void Wait()
    {
        Interlocked.Increment(ref _threads);
        _released.Task.Wait();
    }
}
