namespace Townlet.Runs.Stores;

/// <summary>A store cannot do what it is asked for. The message says what is wrong, where, and what the user can do.</summary>
public sealed class StoreException : Exception
{
    public StoreException(string message)
        : base(message)
    {
    }

    public StoreException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
