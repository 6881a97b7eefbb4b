namespace Townlet.Runs;

/// <summary>A checkpoint was not written; those before it are as good as they were. The message says what happened, where, and what the user can do.</summary>
public sealed class CheckpointWriteException : Exception
{
    private const int UnixDiskFull = 28;
    private const int UnixReadOnly = 30;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsReadOnly = unchecked((int)0x80070013);

    internal CheckpointWriteException(string name, string folder, Exception cause)
        : base($"{name} was not written in {folder}: {Explain(cause)} The checkpoints before it are kept.", cause)
    {
    }

    private static string Explain(Exception cause) => cause switch
    {
        IOException { HResult: UnixDiskFull or WindowsDiskFull } => "the disk is full. Free some space there.",
        IOException { HResult: UnixReadOnly or WindowsReadOnly } => "the disk is read-only. Make it writable.",
        UnauthorizedAccessException => $"the folder may not be written to ({Bare(cause)}). Make it writable.",
        InvalidDataException => $"what was written does not read back ({Bare(cause)}). If this happens again, check the disk.",
        IOException => $"{Bare(cause)}. See that the folder can be written to.",
        _ => $"it could not be made ({cause.GetType().Name}: {Bare(cause)}).",
    };

    private static string Bare(Exception cause) => cause.Message.TrimEnd('.', ' ');
}
