namespace Townlet.Runs.Tests.Fixtures;

/// <summary>A test on a <see cref="TinyDisk"/>; skipped, with the reason, where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TinyDiskFactAttribute : FactAttribute
{
    public TinyDiskFactAttribute()
    {
        Skip = TinyDisk.Obstacle;
    }
}
