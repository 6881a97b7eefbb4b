namespace Townlet.Runs.Metrics;

/// <summary>The metrics database cannot be used; the message says what is wrong, which file, and what the user can do.</summary>
public sealed class MetricsDatabaseException : Exception
{
    internal MetricsDatabaseException(string message)
        : base(message)
    {
    }

    internal MetricsDatabaseException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
