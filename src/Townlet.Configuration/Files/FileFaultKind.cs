namespace Townlet.Configuration.Files;

/// <summary>Why a file cannot be used.</summary>
public enum FileFaultKind
{
    Other,

    /// <summary>The disk, or this user's share of it, is full.</summary>
    DiskFull,

    /// <summary>It is mounted read-only.</summary>
    ReadOnlyDisk,

    /// <summary>This user lacks the permission.</summary>
    NotPermitted,

    /// <summary>The device reports an error of its own.</summary>
    BrokenDisk,

    TooManyOpen,

    /// <summary>Another process has locked the file.</summary>
    Held,
}
