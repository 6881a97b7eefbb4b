namespace Townlet.Host.ConsoleOutput;

/// <summary>An output whose failures end nothing: what cannot be written is dropped, and the first reason is kept.</summary>
/// <param name="output">Where to write; null where there is nowhere.</param>
internal sealed class GuardedOutput(Stream? output) : OutputStream
{
    /// <summary>Why something could not be written, in the system's words; null while everything could.</summary>
    public string? Fault { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (output is null)
        {
            Fault ??= "it is closed";
            return;
        }

        try
        {
            output.Write(buffer);
        }
        catch (IOException failure)
        {
            Fault ??= failure.Message;
        }
    }
}
