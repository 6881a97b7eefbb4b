namespace Townlet.Runs.Tests.Fixtures;

/// <summary>A test of Unix file permissions; skipped where they do not hold.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnprivilegedFactAttribute : FactAttribute
{
    public UnprivilegedFactAttribute()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Skip = "Root may write into any folder, and Windows has other permissions.";
        }
    }
}
