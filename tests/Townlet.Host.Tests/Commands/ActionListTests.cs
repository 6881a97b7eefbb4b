using Townlet.Host.Commands;
using Townlet.Host.Tests.Fixtures;
using Townlet.World;

namespace Townlet.Host.Tests.Commands;

public sealed class ActionListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("UP\nDOWN\n")]
    [InlineData("up\r\n\r\n  Down  ")]
    [InlineData("""["UP", "DOWN"]""")]
    [InlineData("[0, 1]")]
    [InlineData("""{"pack": "any", "actions": ["UP", 1]}""")]
    public void Names_numbers_and_recorded_lives_are_understood(string text) =>
        Assert.Equal([TownAction.Up, TownAction.Down], Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    public void List_may_be_empty(string text) => Assert.Empty(Read(text));

    [Theory]
    [InlineData("UP\nFLY", "actions:2: 'FLY'")]
    [InlineData("UP 1", "actions:1: 'UP 1'")]
    [InlineData("3", "actions:1: '3'")]
    [InlineData("""["UP", "FLY"]""", "actions: action 2: 'FLY'")]
    [InlineData("[6]", "actions: action 1: 6 is no action; give a name or a number from 0 to 5")]
    [InlineData("[-1]", "-1 is no action")]
    [InlineData("[1.5]", "1.5 is no action")]
    [InlineData("[null]", "null is no action")]
    [InlineData("""{"moves": []}""", "no \"actions\"")]
    [InlineData("""{"actions": "UP"}""", "must be a JSON array")]
    [InlineData("[\n\"UP\",\n", "actions:3: this is not JSON")]
    public void Fault_is_named_with_its_place(string text, string named)
    {
        var fault = Assert.Throws<ActionListException>(() => Read(text));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_not_there_is_named()
    {
        var fault = Assert.Throws<ActionListException>(() => ActionList.Read(_folder["nothing"]));
        Assert.Contains(_folder["nothing"], fault.Message, StringComparison.Ordinal);
    }

    private List<TownAction> Read(string text)
    {
        File.WriteAllText(_folder["actions"], text);
        return ActionList.Read(_folder["actions"]);
    }
}
