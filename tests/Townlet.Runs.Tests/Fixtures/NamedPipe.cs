using System.Diagnostics;

namespace Townlet.Runs.Tests.Fixtures;

/// <summary>Makes named pipes: opening one waits for a partner that never comes.</summary>
public static class NamedPipe
{
    public static void Create(string path)
    {
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
