namespace Townlet.Configuration.Files;

/// <summary>Says in words why a file cannot be used: one mapping from the system's error number, for every message.</summary>
public static class FileFault
{
    private const int UnixNotPermitted = 13;
    private const int WindowsNotPermitted = 5;
    private const int WindowsError = unchecked((int)0x80070000);

    /// <summary>The reason and what to do about it: "the disk is full. Free some space there."</summary>
    /// <param name="failure">Thrown by an operation on a file.</param>
    public static string Explain(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return failure is NotRegularFileException ? $"{Bare(failure)}." : Explain(ErrorOf(failure)) ?? $"{Bare(failure)}.";
    }

    /// <inheritdoc cref="Explain(Exception)"/>
    /// <param name="error">errno of this system.</param>
    /// <returns>Null for a number that says no more than its own text does.</returns>
    public static string? Explain(int? error) => Kind(error) switch
    {
        FileFaultKind.DiskFull => "the disk is full. Free some space there.",
        FileFaultKind.ReadOnlyDisk => "the disk is read-only. Make it writable.",
        FileFaultKind.NotPermitted => "this user has no permission to do that. Change the permissions, or run Townlet as the owner.",
        FileFaultKind.BrokenDisk => "the disk failed (input/output error). Check the disk.",
        FileFaultKind.TooManyOpen => "too many files are open. Raise the limit (ulimit -n).",
        _ => null,
    };

    /// <summary>What kind of trouble it is.</summary>
    public static FileFaultKind KindOf(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return Kind(ErrorOf(failure));
    }

    /// <summary>.NET puts errno into HResult on Unix, and a system error code on Windows.</summary>
    private static int? ErrorOf(Exception failure) => failure switch
    {
        UnauthorizedAccessException { InnerException: IOException inner } => inner.HResult,
        UnauthorizedAccessException => OperatingSystem.IsWindows() ? WindowsError | WindowsNotPermitted : UnixNotPermitted,
        IOException => failure.HResult,
        _ => null,
    };

    private static FileFaultKind Kind(int? error) => OperatingSystem.IsWindows()
        ? (error - WindowsError) switch
        {
            WindowsNotPermitted => FileFaultKind.NotPermitted,
            19 => FileFaultKind.ReadOnlyDisk,
            32 or 33 => FileFaultKind.Held,
            39 or 112 => FileFaultKind.DiskFull,
            4 => FileFaultKind.TooManyOpen,
            _ => FileFaultKind.Other,
        }
        : error switch
        {
            1 or UnixNotPermitted => FileFaultKind.NotPermitted,
            5 => FileFaultKind.BrokenDisk,
            23 or 24 => FileFaultKind.TooManyOpen,
            28 => FileFaultKind.DiskFull,
            30 => FileFaultKind.ReadOnlyDisk,
            11 when OperatingSystem.IsLinux() => FileFaultKind.Held,
            122 when OperatingSystem.IsLinux() => FileFaultKind.DiskFull,
            35 when OperatingSystem.IsMacOS() => FileFaultKind.Held,
            69 when OperatingSystem.IsMacOS() => FileFaultKind.DiskFull,
            _ => FileFaultKind.Other,
        };

    private static string Bare(Exception failure) => failure.Message.TrimEnd('.', ' ');
}
