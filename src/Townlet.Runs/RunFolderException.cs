namespace Townlet.Runs;

/// <summary>A run's folder or its run.json cannot be used; the message says what is wrong, where, and what the user can do.</summary>
public sealed class RunFolderException : Exception
{
    public RunFolderException(string message)
        : base(message)
    {
    }

    public RunFolderException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
