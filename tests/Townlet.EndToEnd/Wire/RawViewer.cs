using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Townlet.EndToEnd.Wire;

/// <summary>A viewer that sends whatever bytes a test wants, and sees each frame as it comes.</summary>
internal sealed class RawViewer : IDisposable
{
    private const int CloseOperation = 8;

    private readonly TcpClient _connection = new();

    private RawViewer()
    {
    }

    /// <summary>The status of the answer to the request to become a WebSocket: 101 where the town takes the viewer.</summary>
    public int Status { get; private set; }

    /// <summary>The answer to that request, up to the empty line.</summary>
    public string Answer { get; private set; } = "";

    private NetworkStream Stream => _connection.GetStream();

    /// <exception cref="IOException">The server closes the connection without an answer.</exception>
    public static async Task<RawViewer> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var viewer = new RawViewer();
        try
        {
            await viewer._connection.ConnectAsync("127.0.0.1", port, cancellationToken);
            await viewer.Stream.WriteAsync(
                Encoding.ASCII.GetBytes($"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"),
                cancellationToken);
            var answer = new StringBuilder();
            var letter = new byte[1];
            while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                await viewer.Stream.ReadExactlyAsync(letter, cancellationToken);
                answer.Append((char)letter[0]);
            }

            viewer.Answer = answer.ToString();
            viewer.Status = int.Parse(viewer.Answer.Split(' ')[1]);
            return viewer;
        }
        catch
        {
            viewer.Dispose();
            throw;
        }
    }

    /// <param name="operation">1: text; 0: more of the same message; 8: goodbye.</param>
    /// <param name="payload">At most 65,535 bytes.</param>
    /// <param name="isLast">The message ends with it.</param>
    /// <param name="cancellationToken">The deadline.</param>
    public async Task SendAsync(int operation, byte[] payload, bool isLast, CancellationToken cancellationToken)
    {
        // A mask of zeros leaves the payload as it is.
        List<byte> frame = [(byte)((isLast ? 0x80 : 0) | operation)];
        frame.AddRange(payload.Length < 126 ? [(byte)(0x80 | payload.Length)] : [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length]);
        frame.AddRange([0, 0, 0, 0, .. payload]);
        await Stream.WriteAsync(frame.ToArray(), cancellationToken);
    }

    /// <summary>Reads up to the server's goodbye, answers it and reads up to the end of the connection.</summary>
    /// <returns>The code of the goodbye.</returns>
    /// <exception cref="IOException">The connection is reset, or ends without a goodbye.</exception>
    public async Task<int> ReadGoodbyeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = await ReadAsync(2);
            var length = (head[1] & 0x7f) switch
            {
                126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2)),
                127 => checked((int)BinaryPrimitives.ReadUInt64BigEndian(await ReadAsync(8))),
                var small => small,
            };
            var payload = await ReadAsync(length);
            if ((head[0] & 0xf) == CloseOperation)
            {
                await SendAsync(CloseOperation, payload[..2], isLast: true, cancellationToken);
                Assert.Equal(0, await Stream.ReadAsync(new byte[1], cancellationToken));
                return BinaryPrimitives.ReadUInt16BigEndian(payload);
            }
        }

        async Task<byte[]> ReadAsync(int count)
        {
            var bytes = new byte[count];
            await Stream.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }
    }

    public void Dispose() => _connection.Dispose();
}
