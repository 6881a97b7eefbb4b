using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;

namespace Townlet.EndToEnd;

public sealed class CheckpointFileTests
{
    private static readonly (string Name, Func<byte[], byte[]> Damage)[] _damages =
    [
        ("cut off", file => file[..(file.Length / 2)]),
        ("a flipped bit", file => Changed(file, file.Length - 100)),
        ("a wrong checksum", file => Changed(file, file.AsSpan().IndexOf("\"checksum\":\""u8) + "\"checksum\":\"".Length)),
        ("empty", _ => []),
    ];

    [Fact]
    public async Task Damaged_newest_checkpoint_is_set_aside_and_the_one_before_gone_on_with()
    {
        using var packs = new TemporaryFolder();
        var episodes = 12;
        await using var town = Town.Start("--config", EditedPack.WithCheckpointEvery(5, packs, "L0_minimal"), "--episodes", $"{episodes}", "--no-frontend");
        foreach (var (name, damage) in _damages)
        {
            Assert.Equal(0, await town.Process.WaitForExitAsync());
            var files = Directory.GetFiles(Path.Combine(town.RunFolder, "checkpoints"), "*.safetensors").Order(StringComparer.Ordinal).ToList();
            var newest = Path.GetFileName(files[^1]);
            var before = int.Parse(Path.GetFileNameWithoutExtension(files[^2]).Split("ep")[1]);
            await File.WriteAllBytesAsync(files[^1], damage(await File.ReadAllBytesAsync(files[^1])));

            episodes += 4;
            await town.Process.DisposeAsync();
            await Ports.WaitUntilFreeAsync(town.Port);
            town.StartAgain("--episodes", $"{episodes}", "--no-frontend");

            await town.Process.WaitForLineAsync(line => line.Contains($"Warning: {newest} is damaged (", StringComparison.Ordinal) && line.Contains($"set aside as {newest}.corrupt", StringComparison.Ordinal), $"the warning of a file with {name}");
            await town.Process.WaitForLineAsync($"[Training] Loaded checkpoint from episode {before}");
            Assert.True(File.Exists(files[^1] + ".corrupt"), $"Nothing was set aside of a file with {name}.");
        }

        Assert.Equal(0, await town.Process.WaitForExitAsync());
        Assert.Equal(Enumerable.Range(1, episodes).Select(number => (long)number), RunDatabase.Numbers(town.RunFolder, "SELECT episode_id FROM episodes ORDER BY episode_id"));
    }

    [Fact]
    public async Task Run_is_not_gone_on_with_by_another_pack_and_the_difference_is_named()
    {
        using var packs = new TemporaryFolder();
        await using var town = Town.Start("--config", Repository.Pack("L0_minimal"), "--episodes", "3", "--no-frontend");
        Assert.Equal(0, await town.Process.WaitForExitAsync());

        var commented = EditedPack.Create(packs, "L0_minimal", "training.yaml", text => text + "# a remark\n");
        await GoOnAsync(town, "--config", commented);
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        Assert.Contains("[Training] Loaded checkpoint from episode 3", town.Process.Messages);

        var training = Path.Combine(commented, "training.yaml");
        await File.WriteAllTextAsync(training, (await File.ReadAllTextAsync(training))
            .Replace("num_agents: 2", "num_agents: 3", StringComparison.Ordinal)
            .Replace("population:\n", "population:\n  dueling: true\n", StringComparison.Ordinal));
        await AssertRefusedAsync(
            town,
            ["--config", commented],
            "population.num_agents is 2 in the run and 3 in the pack; population.dueling is not given in the run and true in the pack. Leave out --config");

        var kept = Path.Combine(town.RunFolder, "config", "training.yaml");
        await File.WriteAllTextAsync(kept, (await File.ReadAllTextAsync(kept)).Replace("num_agents: 2", "num_agents: 3", StringComparison.Ordinal));
        await AssertRefusedAsync(town, [], $"{town.RunFolder}/config was changed since the run began");
        Assert.Equal([1, 2, 3, 4], RunDatabase.Episodes(town.RunFolder));
    }

    private static async Task AssertRefusedAsync(Town town, string[] arguments, string reason)
    {
        await GoOnAsync(town, arguments);
        Assert.Equal(2, await town.Process.WaitForExitAsync());
        Assert.Contains(reason, town.Process.ErrorText, StringComparison.Ordinal);
        Assert.Equal("", town.Process.OutputText);
    }

    private static async Task GoOnAsync(Town town, params string[] arguments)
    {
        await town.Process.DisposeAsync();
        await Ports.WaitUntilFreeAsync(town.Port);
        town.StartAgain(["--episodes", "4", "--no-frontend", .. arguments]);
    }

    private static byte[] Changed(byte[] file, int offset)
    {
        file[offset] ^= 1;
        return file;
    }
}
