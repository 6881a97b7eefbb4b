namespace Townlet.Host.Commands;

/// <summary>A run cannot begin; the message says what, where and what to do.</summary>
internal sealed class RunRefusedException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
