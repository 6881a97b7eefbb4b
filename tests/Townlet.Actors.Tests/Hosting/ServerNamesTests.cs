using Townlet.Actors.Hosting;

namespace Townlet.Actors.Tests.Hosting;

public class ServerNamesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8766", "localhost", "http://127.0.0.1:8766/")]
    [InlineData("http://[::1]:8766", "[::1]", "http://[::1]:8766/")]
    [InlineData("http://0.0.0.0:8766", "localhost", "http://127.0.0.1:8766/")]
    [InlineData("http://[::]:8766", "localhost", "http://[::1]:8766/")]
    [InlineData("http://192.0.2.2:8766", "192.0.2.2", "http://192.0.2.2:8766/")]
    [InlineData("http://[fd00::2]:8766", "[fd00::2]", "http://[fd00::2]:8766/")]
    public void Server_is_shown_and_asked_under_a_name_that_reaches_it(string listens, string shown, string asked)
    {
        Assert.Equal(shown, ServerNames.Shown(new Uri(listens)));
        Assert.Equal(new Uri(asked), ServerNames.Address(new Uri(listens)));
    }
}
