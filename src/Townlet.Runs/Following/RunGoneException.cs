namespace Townlet.Runs.Following;

/// <summary>A run that is followed is not there at the moment, or another one stands in its place; the message says which.</summary>
public sealed class RunGoneException : Exception
{
    internal RunGoneException(string message)
        : base(message)
    {
    }
}
