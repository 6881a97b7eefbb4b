namespace Townlet.EndToEnd;

public sealed class LauncherTests
{
    [Fact]
    public async Task Help_shows_options_and_examples()
    {
        await using var townlet = TownletProcess.Start(Repository.Launcher, ["--help"], Repository.Root);
        Assert.Equal(0, await townlet.WaitForExitAsync(TimeSpan.FromMinutes(5)));
        Assert.All(
            (IEnumerable<string>)["Examples:", "townlet run --config configs/L1_full_observability --episodes 10000", "--checkpoint-dir <DIR>", "--fixed-ports", "--seed <N>", "simulate", "validate <PACK>"],
            part => Assert.Contains(part, townlet.OutputText, StringComparison.Ordinal));
        await townlet.WaitUntilNothingIsLeftAsync();
    }

    [Fact]
    public async Task Launcher_works_from_any_folder_and_through_a_link()
    {
        using var elsewhere = new TemporaryFolder();
        File.CreateSymbolicLink(elsewhere["townlet"], Repository.Launcher);
        await using var townlet = TownletProcess.Start(elsewhere["townlet"], ["validate", Repository.Pack("L0_minimal")], elsewhere.Path);
        Assert.Equal(0, await townlet.WaitForExitAsync(TimeSpan.FromMinutes(5)));
        Assert.Contains("L0_minimal: good", townlet.OutputText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Launcher_becomes_the_program_so_that_signals_and_exit_codes_are_its_own()
    {
        using var folder = new TemporaryFolder();
        await using var townlet = TownletProcess.Start(
            Repository.Launcher, ["run", "--no-frontend", "--port", $"{Ports.Free()}", "--checkpoint-dir", folder["run"]], Repository.Root);
        await townlet.WaitForLineAsync("All systems operational");
        Assert.Equal(townlet.Id, Assert.Single(townlet.Family).Id);
        townlet.Signal(Signals.Interrupt);
        Assert.Equal(0, await townlet.WaitForExitAsync());
        Assert.Equal("All systems stopped. Goodbye!", townlet.Messages[^1]);
    }
}
