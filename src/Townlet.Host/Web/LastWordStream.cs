namespace Townlet.Host.Web;

/// <summary>
/// The connection under a server's WebSocket, on which nothing follows the goodbye (RFC 6455, section 5.5.1). .NET itself says goodbye to a viewer
/// that sends what it cannot read, and a message that waits meanwhile for its turn would be sent afterwards.
/// </summary>
/// <param name="connection">The connection. Each write to it is one whole frame, as .NET's WebSocket does it.</param>
internal sealed class LastWordStream(Stream connection) : Stream
{
    private const int OperationMask = 0x0f;
    private const int CloseOperation = 8;

    private bool _saidGoodbye;

    public override bool CanRead => connection.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => connection.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_saidGoodbye)
        {
            return;
        }

        _saidGoodbye = !buffer.IsEmpty && (buffer.Span[0] & OperationMask) == CloseOperation;
        await connection.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A WebSocket writes asynchronously.");

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => connection.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        connection.ReadAsync(buffer, offset, count, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A WebSocket reads asynchronously.");

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    public override void Flush() => connection.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            connection.Dispose();
        }

        base.Dispose(disposing);
    }
}
