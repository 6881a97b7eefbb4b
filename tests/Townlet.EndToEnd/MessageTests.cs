using System.Net.WebSockets;
using System.Text;
using Townlet.EndToEnd.Towns;
using Townlet.EndToEnd.Wire;

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
        { """{"command": "set_conditions"}""", "then" },
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
    public async Task Ten_thousand_messages_that_make_no_sense_get_ten_thousand_errors()
    {
        const int Messages = 10_000;
        var random = new Random(1);
        await using var viewer = await WireClient.ConnectAsync(_town.Port);
        for (var number = 0; number < Messages; number++)
        {
            switch (random.Next(4))
            {
                case 0:
                    var bytes = new byte[random.Next(2000)];
                    random.NextBytes(bytes);
                    await viewer.SendAsync(bytes, WebSocketMessageType.Binary);
                    break;
                case 1:
                    await viewer.SendTextAsync(new string([.. Enumerable.Range(0, random.Next(1, 200)).Select(_ => (char)random.Next(0x21, 0x2fff))]) + "!");
                    break;
                case 2:
                    await viewer.SendTextAsync(new string('[', random.Next(1, 5000)));
                    break;
                default:
                    await viewer.SendTextAsync($$"""{"command": "{{(char)random.Next('a', 'z')}}{{random.Next()}}", "speed": {{random.Next()}}}""");
                    break;
            }
        }

        await viewer.SendTextAsync("""{"command": "set_speed", "speed": 5.5}""");
        var (_, end) = await viewer.WaitForAsync("playback", fits: message => message.GetProperty("speed").GetDouble() == 5.5);
        var errors = viewer.From(0).Take(end).Where(message => WireClient.TypeOf(message) == "error").ToList();
        Assert.Equal(Messages, errors.Count);
        Assert.All(errors, error => Assert.InRange(error.GetProperty("message").GetString()!.Length, 10, 400));
        await viewer.WaitForAsync("state_update", end);
        AssertQuiet();
    }

    [Fact]
    public async Task Text_that_is_not_utf8_ends_its_senders_connection_and_nobody_elses()
    {
        await using var stays = await WireClient.ConnectAsync(_town.Port);
        await using var goes = await WireClient.ConnectAsync(_town.Port);
        await goes.SendAsync([0x7b, 0xff, 0xfe, 0x7d], WebSocketMessageType.Text);

        await goes.WaitForEndAsync();

        Assert.Equal(WebSocketCloseStatus.InvalidPayloadData, goes.CloseStatus);
        await stays.WaitForAsync("state_update", stays.Count);
        AssertQuiet();
    }

    [Theory]
    [InlineData("at once")]
    [InlineData("in two fragments")]
    [InlineData("cut off at the end")]
    [InlineData("with much more behind it")]
    public async Task Text_that_is_not_utf8_is_answered_by_a_goodbye_every_time_and_never_by_a_reset(string how)
    {
        const int Times = 100;
        using var deadline = new CancellationTokenSource(Deadline.Generous);
        var codes = await Task.WhenAll(Enumerable.Range(0, Times).Select(async _ =>
        {
            using var viewer = await RawViewer.ConnectAsync(_town.Port, deadline.Token);
            byte[][] parts = how switch
            {
                "in two fragments" => [[0x7b, 0xe2, 0x82], [0x28, 0x7d]],
                "cut off at the end" => [[0x7b, 0xe2, 0x82]],
                _ => [[0x7b, 0xff, 0xfe, 0x7d]],
            };
            for (var part = 0; part < parts.Length; part++)
            {
                await viewer.SendAsync(part == 0 ? 1 : 0, parts[part], isLast: part == parts.Length - 1, deadline.Token);
            }

            for (var more = how == "with much more behind it" ? 20 : 0; more > 0; more--)
            {
                await viewer.SendAsync(1, new byte[60_000], isLast: true, deadline.Token);
            }

            return await viewer.ReadGoodbyeAsync(deadline.Token);
        }));
        Assert.Equal(Enumerable.Repeat(1007, Times), codes);
        AssertQuiet();
    }

    [Fact]
    public async Task Goodbye_of_a_viewer_is_answered()
    {
        using var deadline = new CancellationTokenSource(Deadline.Generous);
        using var viewer = await RawViewer.ConnectAsync(_town.Port, deadline.Token);
        await viewer.SendAsync(8, [0x03, 0xe8], isLast: true, deadline.Token);
        Assert.Equal(1000, await viewer.ReadGoodbyeAsync(deadline.Token));
    }

    [Fact]
    public async Task Two_hundred_viewers_at_once_all_see_the_same_frames()
    {
        var viewers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => WireClient.ConnectAsync(_town.Port)));
        try
        {
            var first = await viewers[^1].WaitForAsync("state_update");
            var life = Frames(viewers[^1]).Count;
            await viewers[^1].WaitForAsync(message => WireClient.TypeOf(message) == "state_update" && Frames(viewers[^1]).Count >= life + 20, "twenty frames more", first.Next);
            var expected = Frames(viewers[^1]).Take(life + 20).ToList();
            foreach (var viewer in viewers)
            {
                await viewer.WaitForAsync(message => WireClient.TypeOf(message) == "state_update" && message.GetRawText() == expected[^1], "the newest frame");
                Assert.Equal(expected[life..], Frames(viewer).SkipWhile(frame => frame != expected[life]).Take(expected.Count - life));
            }
        }
        finally
        {
            foreach (var viewer in viewers)
            {
                await viewer.DisposeAsync();
            }
        }

        AssertQuiet();

        static List<string> Frames(WireClient viewer) =>
            [.. viewer.From(0).Where(message => WireClient.TypeOf(message) == "state_update").Select(message => message.GetRawText())];
    }

    [Theory]
    [InlineData("/api/training/pause")]
    [InlineData("/ws")]
    public async Task Huge_body_is_not_read(string path)
    {
        using var body = new ByteArrayContent(new byte[40 * 1024 * 1024]);
        try
        {
            using var answer = await _town.Http.PostAsync(_town.Address(path), body);
            Assert.InRange((int)answer.StatusCode, 200, 499);
        }
        catch (HttpRequestException)
        {
            // The server closes the connection of a client that keeps sending.
        }

        await _town.PostAsync("/api/training/resume");
        AssertQuiet();
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
        AssertQuiet();
    }

    /// <summary>The console says nothing of what viewers do wrong.</summary>
    private void AssertQuiet() =>
        Assert.DoesNotContain(_town.Process.Messages, message => message.Contains("Warning", StringComparison.Ordinal) || message.Contains("Error", StringComparison.Ordinal));

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
