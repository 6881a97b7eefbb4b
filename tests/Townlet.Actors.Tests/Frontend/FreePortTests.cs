using System.Net;
using System.Net.Sockets;
using Townlet.Actors.Frontend;

namespace Townlet.Actors.Tests.Frontend;

public class FreePortTests
{
    [Fact]
    public void Port_that_somebody_listens_on_is_not_free_and_a_later_one_is_found()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;

        Assert.False(FreePort.IsFree(IPAddress.Loopback, port));
        Assert.True(FreePort.From(IPAddress.Loopback, port) > port);
    }

    [Fact]
    public void No_port_is_found_beyond_the_last() =>
        Assert.Null(FreePort.From(IPAddress.Loopback, IPEndPoint.MaxPort + 1));
}
