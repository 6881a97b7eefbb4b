using Townlet.Experiments.Clustering;

namespace Townlet.Experiments.Tests.Clustering;

public class NodeAddressTests
{
    [Theory]
    [InlineData("10.0.0.7:9000", "10.0.0.7:9000")]
    [InlineData("tower.local", "tower.local:8767")]
    [InlineData("localhost:8768", "127.0.0.1:8768")]
    public void Host_and_port_are_read(string text, string address) => Assert.Equal(address, $"{NodeAddress.Parse(text)}");

    [Theory]
    [InlineData("")]
    [InlineData("tower:0")]
    [InlineData("tower:65536")]
    [InlineData("tower:http")]
    [InlineData("http://tower:8767")]
    [InlineData("a b:8767")]
    public void What_is_no_address_is_not(string text) => Assert.Null(NodeAddress.Parse(text));
}
