using System.Net;
using System.Net.Sockets;
using Townlet.Host.Web;

namespace Townlet.Host.Tests.Web;

public sealed class ServerSocketTests
{
    [Fact]
    public void Free_port_is_taken_at_once()
    {
        using var free = ServerSocket.Listen(IPAddress.Loopback, FreePort(), fixedPort: true);
        Assert.NotNull(free);
        Assert.Null(ServerSocket.Listen(IPAddress.Loopback, Port(free), fixedPort: true));
    }

    [Fact]
    public void Next_free_port_stands_in_for_a_taken_one()
    {
        using var first = ServerSocket.Listen(IPAddress.Loopback, FreePort(), fixedPort: true);
        using var second = ServerSocket.Listen(IPAddress.Loopback, Port(first!), fixedPort: false);
        Assert.NotNull(second);
        Assert.InRange(Port(second), Port(first!) + 1, Port(first!) + 99);
    }

    [Fact]
    public void Search_ends_at_the_last_port_there_is()
    {
        using var last = ServerSocket.Listen(IPAddress.Loopback, IPEndPoint.MaxPort, fixedPort: true);
        Assert.Null(ServerSocket.Listen(IPAddress.Loopback, IPEndPoint.MaxPort, fixedPort: false));
    }

    [Fact]
    public void Address_that_is_not_this_machines_is_an_error_not_a_taken_port() =>
        Assert.Equal(
            SocketError.AddressNotAvailable,
            Assert.Throws<SocketException>(() => ServerSocket.Listen(IPAddress.Parse("192.0.2.1"), FreePort(), fixedPort: false)).SocketErrorCode);

    [Fact]
    public void Holder_of_a_port_is_named()
    {
        using var held = ServerSocket.Listen(IPAddress.Loopback, FreePort(), fixedPort: true);
        Assert.EndsWith($"(process {Environment.ProcessId})", PortHolder.Find(Port(held!)), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_holds_a_free_port() => Assert.Null(PortHolder.Find(FreePort()));

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return Port(socket);
    }

    private static int Port(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
