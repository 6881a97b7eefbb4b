using System.Diagnostics;

namespace Townlet.EndToEnd;

/// <summary>A test that runs the program as another user; skipped, with the reason, where that cannot be done.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OtherUserFactAttribute : FactAttribute
{
    public OtherUserFactAttribute()
    {
        Skip = Obstacle;
    }

    /// <summary>Goes before a command line.</summary>
    public static string[] Prefix { get; } = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    private static string? Obstacle { get; } = !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess
        ? "Only root on Linux may become another user."
        : !MayRun() ? "Another user may not run the program where this checkout lies." : null;

    private static bool MayRun()
    {
        using var process = Process.Start(Prefix[0], [.. Prefix[1..], "test", "-x", Repository.Program]);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
