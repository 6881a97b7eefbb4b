using System.Net.WebSockets;
using System.Text;

namespace Townlet.EndToEnd;

public sealed class MessageTests(WatchedTown watched) : IClassFixture<WatchedTown>
{
    private readonly Town _town = watched.Town;

    public static TheoryData<string, string> Faults => new()
    {
        { "{", "not JSON" },
        { "", "not JSON" },
        { "[]", "object" },
        { "5", "object" },
        { "{}", "command" },
        { """{"command": 5}""", "string" },
        { """{"command": "fly"}""", "fly" },
        { """{"command": "set_speed"}""", "speed" },
        { """{"command": "set_speed", "speed": "fast"}""", "number" },
        { """{"command": "set_speed", "speed": 1e999}""", "between" },
        { """{"command": "set_speed", "speed": 21}""", "between" },
        { """{"command": "load_model", "model": 3}""", "model" },
        { """{"command": "\ud800"}""", "Unicode" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Message_that_makes_no_sense_gets_one_error_that_names_the_fault(string text, string named)
    {
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        await viewer.SendTextAsync(text);
        await AssertOneErrorAsync(viewer, named);
    }

    [Fact]
    public async Task Binary_message_gets_one_error()
    {
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        await viewer.SendAsync([1, 2, 3], WebSocketMessageType.Binary);
        await AssertOneErrorAsync(viewer, "binary");
    }

    [Theory]
    [InlineData(64 * 1024 + 1)]
    [InlineData(1024 * 1024)]
    public async Task Oversized_message_gets_one_error(int length)
    {
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        await viewer.SendAsync(Encoding.ASCII.GetBytes(new string('x', length)), WebSocketMessageType.Text);
        await AssertOneErrorAsync(viewer, "65536 bytes");
    }

    [Fact]
    public async Task Largest_message_is_still_understood()
    {
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        const string Command = """{"command": "set_speed", "speed": 2.5}""";
        await viewer.SendTextAsync(Command.PadRight(64 * 1024));
        await viewer.WaitForAsync("playback", fits: message => message.GetProperty("speed").GetDouble() == 2.5);
    }

    [Fact]
    public async Task Command_may_be_called_type()
    {
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        await viewer.SendTextAsync("""{"type": "set_speed", "speed": 3.5}""");
        await viewer.WaitForAsync("playback", fits: message => message.GetProperty("speed").GetDouble() == 3.5);
    }

    [Fact]
    public async Task Viewer_that_vanishes_without_a_word_harms_nobody()
    {
        await using var stays = await WireClient.ConnectAsync(_town.Port);
        for (var i = 0; i < 20; i++)
        {
            await using var vanishes = await WireClient.ConnectAsync(_town.Port);
        }

        var begin = stays.Count;
        await stays.CommandAsync("play");
        await stays.WaitForAsync("state_update", begin);
        Assert.DoesNotContain(_town.Process.Messages, message => message.Contains("Warning", StringComparison.Ordinal) || message.Contains("Error", StringComparison.Ordinal));
    }

    /// <summary>The command that follows is answered later than the fault, so all answers to the fault are there with it.</summary>
    private static async Task AssertOneErrorAsync(WireClient viewer, string named)
    {
        await viewer.SendTextAsync("""{"command": "set_speed", "speed": 4.5}""");
        var (_, end) = await viewer.WaitForAsync("playback", fits: message => message.GetProperty("speed").GetDouble() == 4.5);
        var error = Assert.Single(viewer.From(0).Take(end), message => WireClient.TypeOf(message) == "error");
        Assert.Contains(named, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.True(viewer.IsOpen);
    }
}
