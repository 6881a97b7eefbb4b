namespace Townlet.Learning;

/// <summary>A file is no checkpoint, or a damaged one: torn, flipped bits, a foreign or newer format.</summary>
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
