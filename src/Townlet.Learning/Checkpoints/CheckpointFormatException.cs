namespace Townlet.Learning.Checkpoints;

/// <summary>A file is not a checkpoint, or a damaged one: cut off, with flipped bits, or of another or newer format.</summary>
public sealed class CheckpointFormatException : Exception
{
    public CheckpointFormatException(string message)
        : base(message)
    {
    }

    public CheckpointFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
