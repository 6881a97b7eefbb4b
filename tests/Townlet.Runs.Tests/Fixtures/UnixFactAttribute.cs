namespace Townlet.Runs.Tests.Fixtures;

/// <summary>A test of what only Unix has; its timeout fails it where it would hang.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        Timeout = 20_000;
        if (!OperatingSystem.IsLinux())
        {
            Skip = "Only Linux tells what kind of file a path names.";
        }
    }
}
