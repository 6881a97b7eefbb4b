namespace Townlet.Host;

/// <summary>An output whose failures end nothing: what cannot be written is dropped, and the first reason is kept.</summary>
/// <param name="output">Where to write; null where there is nowhere.</param>
internal sealed class GuardedOutput(Stream? output) : Stream
{
    /// <summary>Why something could not be written, in the system's words; null while everything could.</summary>
    public string? Fault { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

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

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
