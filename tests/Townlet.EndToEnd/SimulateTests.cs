using System.Text.Json;
using Townlet.EndToEnd.Processes;

namespace Townlet.EndToEnd;

public sealed class SimulateTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Lives => new(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "golden"), "*.json").Select(file => Path.GetFileName(file)));

    [Theory]
    [MemberData(nameof(Lives))]
    public async Task Recorded_life_is_lived_again(string file)
    {
        var path = Path.Combine(Repository.Root, "tests", "golden", file);
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(path));
        var life = document.RootElement;
        var start = life.GetProperty("start");

        await using var townlet = TownletProcess.Start(
            "simulate",
            "--config", $"configs/{life.GetProperty("pack").GetString()}",
            "--actions", path,
            "--start", $"{start[0]},{start[1]}",
            "--depletion-multiplier", life.GetProperty("depletion_multiplier").GetRawText());
        Assert.Equal(0, await townlet.WaitForExitAsync());

        var lines = townlet.Lines.Where(line => !line.IsError).Select(line => line.Text).ToList();
        var steps = life.GetProperty("steps");
        Assert.Equal(steps.GetArrayLength(), lines.Count);
        for (var step = 0; step < lines.Count; step++)
        {
            using var lived = JsonDocument.Parse(lines[step]);
            AssertSame($"{file}, step {step}", steps[step], lived.RootElement);
        }
    }

    [Fact]
    public async Task Actions_may_be_names_one_a_line()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["actions.txt"], "RIGHT\nwait\n\nInteract\n");
        await using var townlet = TownletProcess.Start("simulate", "--config", "configs/L0_minimal", "--actions", folder["actions.txt"], "--start", "1,1");
        Assert.Equal(0, await townlet.WaitForExitAsync());
        Assert.Equal([null, "RIGHT", "WAIT", "INTERACT"], townlet.Lines.Select(line => JsonDocument.Parse(line.Text).RootElement.GetProperty("action").GetString()));
    }

    [Theory]
    [InlineData("FLY", "1,1", "actions.txt:1")]
    [InlineData("UP", "9,9", "--start")]
    public async Task Action_or_cell_that_does_not_exist_is_named(string actions, string start, string named)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["actions.txt"], actions);
        await using var townlet = TownletProcess.Start("simulate", "--config", "configs/L1_full_observability", "--actions", folder["actions.txt"], "--start", start);
        Assert.Equal(2, await townlet.WaitForExitAsync());
        Assert.Contains(named, townlet.ErrorText, StringComparison.Ordinal);
        Assert.Equal("", townlet.OutputText);
    }

    [Fact]
    public async Task Shipped_packs_are_good()
    {
        await using var townlet = TownletProcess.Start(["validate", .. Directory.EnumerateFileSystemEntries(Repository.Pack(""))]);
        Assert.Equal(0, await townlet.WaitForExitAsync());
        Assert.Equal("", townlet.ErrorText);
    }

    /// <summary>Compares every field of the recorded step, numbers within the tolerance.</summary>
    private static void AssertSame(string where, JsonElement expected, JsonElement actual)
    {
        if (expected.ValueKind == JsonValueKind.Number && actual.ValueKind == JsonValueKind.Number)
        {
            Assert.True(
                Math.Abs(expected.GetDouble() - actual.GetDouble()) <= Tolerance,
                $"{where}: expected {expected.GetDouble()}, was {actual.GetDouble()}");
            return;
        }

        Assert.Equal((where, expected.ValueKind), (where, actual.ValueKind));
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in expected.EnumerateObject())
                {
                    Assert.True(actual.TryGetProperty(property.Name, out var value), $"{where}: there is no {property.Name}");
                    AssertSame($"{where}, {property.Name}", property.Value, value);
                }

                break;
            case JsonValueKind.Array:
                Assert.Equal((where, expected.GetArrayLength()), (where, actual.GetArrayLength()));
                for (var i = 0; i < expected.GetArrayLength(); i++)
                {
                    AssertSame($"{where}[{i}]", expected[i], actual[i]);
                }

                break;
            default:
                Assert.Equal((where, expected.GetRawText()), (where, actual.GetRawText()));
                break;
        }
    }
}
