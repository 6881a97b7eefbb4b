namespace Townlet.Runs.TensorBoard;

/// <summary>TensorBoard's event files cannot be written; the message says what is wrong, where, and what the user can do.</summary>
public sealed class EventLogException : Exception
{
    internal EventLogException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
