using System.Net.Sockets;
using System.Text;

namespace Townlet.EndToEnd.Wire;

/// <summary>A viewer that joins and then neither reads nor answers, like a closed laptop.</summary>
internal sealed class MuteViewer : IDisposable
{
    private readonly TcpClient _connection = new();

    private MuteViewer()
    {
    }

    public static async Task<MuteViewer> JoinAsync(int port)
    {
        var viewer = new MuteViewer();
        await viewer._connection.ConnectAsync("127.0.0.1", port);
        var stream = viewer._connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        var answer = new byte[12];
        await stream.ReadExactlyAsync(answer);
        Assert.Equal("HTTP/1.1 101", Encoding.ASCII.GetString(answer));
        return viewer;
    }

    public void Dispose() => _connection.Dispose();
}
