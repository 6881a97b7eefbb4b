using Townlet.Host.Web;

namespace Townlet.Host.Tests.Web;

public sealed class ServerCapacityTests
{
    [Theory]
    [InlineData(1024, null, 468, 156)]
    [InlineData(1024, 30, 30, 156)]
    [InlineData(1024, 5000, 468, 156)]
    [InlineData(1_000_000, null, 2000, 1000)]
    [InlineData(1_000_000, 5000, 5000, 1000)]
    [InlineData(null, null, 2000, 1000)]
    [InlineData(100, null, 1, 16)]
    public void Viewers_and_connections_leave_the_run_its_handles(int? handles, int? most, int viewers, int connections) =>
        Assert.Equal(new ServerCapacity(viewers, connections), ServerCapacity.Within(handles, most));

    [Fact]
    public void Limit_is_read_as_the_system_tells_it()
    {
        Assert.Equal(1024, ServerCapacity.Handles(["Limit                     Soft Limit           Hard Limit           Units     ", "Max open files            1024                 4096                 files     "]));
        Assert.Null(ServerCapacity.Handles(["Max open files            unlimited            unlimited            files     "]));
        Assert.Null(ServerCapacity.Handles([]));
    }

    [Fact]
    public void Seat_that_was_left_is_free_again_once()
    {
        var seats = new ViewerSeats(1);
        var seat = seats.Take();
        Assert.NotNull(seat);
        Assert.Null(seats.Take());
        seat.Dispose();
        seat.Dispose();
        Assert.NotNull(seats.Take());
        Assert.Null(seats.Take());
    }
}
