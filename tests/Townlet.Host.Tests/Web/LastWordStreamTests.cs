using System.IO.Pipelines;
using System.Net.WebSockets;
using Townlet.Host.Web;

namespace Townlet.Host.Tests.Web;

public class LastWordStreamTests
{
    private const byte TextFrame = 0x81;
    private const byte GoodbyeFrame = 0x88;

    private static readonly byte[] _unreadable = [0x81, 0x84, 0, 0, 0, 0, 0x7b, 0xff, 0xfe, 0x7d];

    [Fact]
    public async Task Message_that_waits_while_the_goodbye_to_unreadable_text_is_written_does_not_follow_it()
    {
        var connection = new SlowConnection();
        using var socket = WebSocket.CreateFromStream(new LastWordStream(connection), new WebSocketCreationOptions { IsServer = true });

        await SayGoodbyeWhileAMessageWaitsAsync(socket, connection);

        Assert.Equal([TextFrame, GoodbyeFrame], connection.Frames);
    }

    [Fact]
    public async Task Without_it_the_message_follows_the_goodbye()
    {
        var connection = new SlowConnection();
        using var socket = WebSocket.CreateFromStream(connection, new WebSocketCreationOptions { IsServer = true });

        await SayGoodbyeWhileAMessageWaitsAsync(socket, connection);

        Assert.Equal([TextFrame, GoodbyeFrame, TextFrame], connection.Frames);
    }

    private static async Task SayGoodbyeWhileAMessageWaitsAsync(WebSocket socket, SlowConnection connection)
    {
        await socket.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        connection.Hold();
        await connection.Received.WriteAsync(_unreadable);
        var reading = socket.ReceiveAsync(new byte[100], CancellationToken.None);
        await connection.WritesGoodbye;
        var sending = socket.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        connection.Release();
        await Assert.ThrowsAsync<WebSocketException>(() => reading);
        await Record.ExceptionAsync(() => sending);
    }

    /// <summary>Takes the next frame only when it is told to.</summary>
    private sealed class SlowConnection : Stream
    {
        private readonly Pipe _received = new();
        private readonly TaskCompletionSource _writesGoodbye = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _released = new();

        public SlowConnection() => _released.SetResult();

        public PipeWriter Received => _received.Writer;

        public Task WritesGoodbye => _writesGoodbye.Task;

        /// <summary>The first byte of each frame that was written.</summary>
        public List<byte> Frames { get; } = [];

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Hold() => _released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _released.SetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var operation = buffer.Span[0];
            Frames.Add(operation);
            if (operation == GoodbyeFrame)
            {
                _writesGoodbye.SetResult();
            }

            await _released.Task;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _received.Reader.AsStream(leaveOpen: true).ReadAsync(buffer, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
