using System.Text;
using Townlet.Actors.Playback;
using Townlet.Actors.Training;
using Townlet.Actors.Wire;

namespace Townlet.Actors.Tests.Wire;

public class ViewerCommandTests
{
    public static TheoryData<string, object> Commands { get; } = new()
    {
        { """{"command": "play"}""", new Inference.Play() },
        { """{"command": "pause"}""", new Inference.Pause() },
        { """{"command": "step"}""", new Inference.Step() },
        { """{"command": "reset"}""", new Inference.Reset() },
        { """{"command": "refresh_checkpoint"}""", new Inference.RefreshCheckpoint() },
        { """{"command": "toggle_auto_checkpoint"}""", new Inference.ToggleAutoCheckpoint() },
        { """{"command": "set_speed", "speed": 2.5}""", new Inference.SetSpeed(2.5) },
        { """{"command": "set_speed", "speed": 0.1}""", new Inference.SetSpeed(0.1) },
        { """{"command": "set_speed", "speed": 20}""", new Inference.SetSpeed(20) },
        { """{"command": "load_model", "model": "policy_ep00500"}""", new Inference.LoadModel("policy_ep00500") },
        { """{"command": "set_conditions", "conditions": "today"}""", new Inference.SetConditions(LifeConditions.Today) },
        { """{"command": "set_conditions", "conditions": "then"}""", new Inference.SetConditions(LifeConditions.Then) },
        { """{"command": "pause_training"}""", new Trainer.Pause() },
        { """{"command": "resume_training"}""", new Trainer.Resume() },
        { """{"type": "play"}""", new Inference.Play() },
        { """{"type": "pause", "command": "step"}""", new Inference.Step() },
        { """{"command": "play", "anything": [1, {"else": null}]}""", new Inference.Play() },
        { " \n{\"command\":\"pl\\u0061y\"} ", new Inference.Play() },
    };

    public static TheoryData<string, string> Faults { get; } = new()
    {
        { "", "not JSON" },
        { "play", "not JSON" },
        { """{"command": "play" """, "not JSON" },
        { """{"command": "play"} {"command": "play"}""", "not JSON" },
        { "[]", "an array" },
        { "null", "null" },
        { "7", "a number" },
        { """{}""", "neither" },
        { """{"command": 7}""", "must be a string" },
        { """{"command": null, "type": "play"}""", "must be a string" },
        { """{"command": "fly"}""", "no command 'fly'" },
        { """{"command": "PLAY"}""", "no command 'PLAY'" },
        { """{"command": "\ud800"}""", "not valid Unicode" },
        { """{"\ud800mmand": "play"}""", "Unicode" },
        { """{"command": "set_speed"}""", "needs a \"speed\"" },
        { """{"command": "set_speed", "speed": "fast"}""", "a string" },
        { """{"command": "set_speed", "speed": true}""", "a truth value" },
        { """{"command": "set_speed", "speed": {}}""", "an object" },
        { """{"command": "set_speed", "speed": 0.099}""", "between 0.1 and 20" },
        { """{"command": "set_speed", "speed": 20.001}""", "between 0.1 and 20" },
        { """{"command": "set_speed", "speed": -1}""", "between 0.1 and 20" },
        { """{"command": "set_speed", "speed": 1e999}""", "between 0.1 and 20, not 1e999" },
        { """{"command": "load_model"}""", "needs a \"model\"" },
        { """{"command": "set_conditions"}""", "\"today\" or \"then\"" },
        { """{"command": "set_conditions", "conditions": 5}""", "\"today\" or \"then\"" },
        { """{"command": "set_conditions", "conditions": "Today"}""", "\"today\" or \"then\"" },
        { """{"command": "load_model", "model": 500}""", "needs a \"model\"" },
        { """{"command": "load_model", "model": "\udc00"}""", "not valid Unicode" },
        { """[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]""", "not JSON" },
    };

    [Theory]
    [MemberData(nameof(Commands), DisableDiscoveryEnumeration = true)]
    public void Command_is_understood(string json, object expected)
    {
        Assert.Null(Parse(json, out var command));
        Assert.Equal(expected, command);
    }

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void Fault_is_named(string json, string words)
    {
        Assert.Contains(words, Parse(json, out var command), StringComparison.Ordinal);
        Assert.Null(command);
    }

    [Fact]
    public void Fault_that_repeats_what_was_sent_stays_short()
    {
        var fault = Parse($$"""{"command": "{{new string('x', 60_000)}}"}""", out _);

        Assert.InRange(fault!.Length, 1, 400);
    }

    [Fact]
    public void Any_bytes_give_a_command_or_a_fault()
    {
        var random = new Random(20_260_301);
        for (var number = 0; number < 10_000; number++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            AssertAnswered(bytes);
        }
    }

    [Fact]
    public void Damaged_commands_give_a_command_or_a_fault()
    {
        var random = new Random(20_260_302);
        ReadOnlySpan<byte> alphabet = "{}[]\":,\\u\ud7ff01eE+-.tfn \n"u8;
        var seeds = Commands.Select(row => Encoding.UTF8.GetBytes((string)row[0])).Concat(Faults.Select(row => Encoding.UTF8.GetBytes((string)row[0]))).Where(seed => seed.Length > 0).ToArray();
        for (var number = 0; number < 10_000; number++)
        {
            var bytes = seeds[random.Next(seeds.Length)].ToArray();
            for (var change = random.Next(1, 5); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = random.Next(2) == 0 ? alphabet[random.Next(alphabet.Length)] : (byte)random.Next(256);
            }

            AssertAnswered(bytes);
        }
    }

    private static void AssertAnswered(byte[] bytes)
    {
        var fault = ViewerCommand.Parse(bytes, out var command);
        Assert.True(fault is null != command is null, Convert.ToHexString(bytes));
    }

    private static string? Parse(string json, out object? command) => ViewerCommand.Parse(Encoding.UTF8.GetBytes(json), out command);
}
