using Townlet.Configuration.Files;

namespace Townlet.Runs.Checkpoints;

/// <summary>A checkpoint was not written; earlier ones are still good. The message says what happened, where, and what the user can do.</summary>
public sealed class CheckpointWriteException : Exception
{
    internal CheckpointWriteException(string name, string folder, Exception cause)
        : base($"{name} was not written in {folder}: {Explain(cause)} The checkpoints before it are kept.", cause)
    {
    }

    private static string Explain(Exception cause) => cause switch
    {
        InvalidDataException => $"what was written does not read back ({Bare(cause)}). If this happens again, check the disk.",
        IOException or UnauthorizedAccessException => FileFault.Explain(cause),
        _ => $"it could not be made ({cause.GetType().Name}: {Bare(cause)}).",
    };

    private static string Bare(Exception cause) => cause.Message.TrimEnd('.', ' ');
}
