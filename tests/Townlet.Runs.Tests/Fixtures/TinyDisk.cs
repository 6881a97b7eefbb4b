using System.Diagnostics;

namespace Townlet.Runs.Tests.Fixtures;

/// <summary>A real, small file system in memory, that can be filled and be made read-only.</summary>
public sealed class TinyDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TinyDisk(int kibibytes = 256)
    {
        if (Run("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={kibibytes}k"), "tmpfs", _folder.Path) is { } fault)
        {
            _folder.Dispose();
            throw new IOException(fault);
        }
    }

    public string Path => _folder.Path;

    /// <summary>Null where such a disk can be mounted; otherwise the reason.</summary>
    public static string? Obstacle { get; } = FindObstacle();

    public void MakeReadOnly() => Remount("ro");

    /// <returns>False while a process writes to it.</returns>
    public bool TryMakeReadOnly() => RemountFault("ro") is null;

    public void MakeWritable() => Remount("rw");

    public void Dispose()
    {
        var fault = Run("umount", _folder.Path);
        Assert.Null(fault);
        _folder.Dispose();
    }

    private void Remount(string mode) => Assert.Null(RemountFault(mode));

    private string? RemountFault(string mode) => Run("mount", "-o", $"remount,{mode}", _folder.Path);

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "Only root on Linux may mount a tmpfs.";
        }

        try
        {
            using var disk = new TinyDisk();
            return null;
        }
        catch (IOException fault)
        {
            return $"No tmpfs can be mounted here: {fault.Message}";
        }
    }

    private static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var fault = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : fault;
    }
}
