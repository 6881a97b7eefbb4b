using Townlet.EndToEnd.Processes;

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

    [Theory]
    [InlineData("NODE_ENV", "production")]
    [InlineData("npm_config_omit", "dev optional")]
    [InlineData("npm_config_production", "true")]
    public async Task Page_is_installed_whole_whatever_the_surroundings_leave_out(string variable, string value)
    {
        using var checkout = new FakeCheckout();
        await using var townlet = checkout.Start(["run"], new Dictionary<string, string> { [variable] = value });
        Assert.Equal(0, await townlet.WaitForExitAsync());
        Assert.True(checkout.PageIsInstalled);
        Assert.Equal("host: run", townlet.OutputText);
    }

    [Fact]
    public async Task Half_installed_page_is_installed_again()
    {
        using var checkout = new FakeCheckout();
        var half = new Dictionary<string, string> { ["NODE_ENV"] = "production" };
        await using (var npm = TownletProcess.Start("npm", ["ci", "--no-audit", "--no-fund", "--offline"], checkout.Frontend, half))
        {
            Assert.Equal(0, await npm.WaitForExitAsync());
        }

        Assert.False(checkout.PageIsInstalled);
        await using var townlet = checkout.Start(["run"]);
        Assert.Equal(0, await townlet.WaitForExitAsync());
        Assert.True(checkout.PageIsInstalled);
    }

    [Fact]
    public async Task Packages_that_cannot_be_had_cost_the_page_alone_and_seconds()
    {
        // A server that takes every connection and never answers is the slowest way to have no network.
        using var silent = Ports.Taken(out var port);
        using var checkout = new FakeCheckout();
        checkout.WantFromRegistry();
        await using var townlet = checkout.Start(
            ["run", "--episodes", "3"], new Dictionary<string, string> { ["npm_config_registry"] = $"http://127.0.0.1:{port}/", ["npm_config_cache"] = checkout.Cache });
        Assert.Equal(0, await townlet.WaitForExitAsync());
        Assert.Equal("host: run --episodes 3", townlet.OutputText);
        var told = Assert.Single(townlet.Lines, line => line.Text.Contains("could not be installed", StringComparison.Ordinal)).Text;
        Assert.Contains("timeout at: http://127.0.0.1", told, StringComparison.Ordinal);
        Assert.Contains("There will be no page", told, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(checkout.Frontend, "node_modules")));
    }

    [Theory]
    [InlineData(Signals.HangUp)]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public async Task Signal_ends_the_build_and_all_that_it_started_before_the_launcher_ends(int signal)
    {
        using var checkout = new FakeCheckout();
        checkout.LetTheBuildTakeForever();
        await using var townlet = checkout.Start(["validate", "pack"]);
        await townlet.WaitForFamilyAsync(family => family.Count(process => process.Name == "sleep") == 2, "the build is under way");
        townlet.Signal(signal);
        Assert.Equal(128 + signal, await townlet.WaitForExitAsync());
        Assert.Empty(townlet.Family);
    }

    [Fact]
    public async Task Signal_ends_the_installation_of_the_page_too()
    {
        using var checkout = new FakeCheckout();
        using var programs = new TemporaryFolder();
        FakeCheckout.WriteProgram(programs["npm"], "trap '' TERM; sleep 1000 & sleep 1000; wait");
        await using var townlet = checkout.Start(["run"], new Dictionary<string, string> { ["PATH"] = $"{programs.Path}:{Environment.GetEnvironmentVariable("PATH")}" });
        await townlet.WaitForFamilyAsync(family => family.Count(process => process.Name == "sleep") == 2, "npm is under way");
        townlet.Signal(Signals.Terminate);
        Assert.Equal(128 + Signals.Terminate, await townlet.WaitForExitAsync());
        Assert.Empty(townlet.Family);
    }

    [Fact]
    public async Task Second_start_waits_for_the_build_of_one_that_was_killed()
    {
        using var checkout = new FakeCheckout();
        checkout.LetTheBuildTakeForever();
        await using var first = checkout.Start(["validate", "pack"]);
        await first.WaitForFamilyAsync(family => family.Count(process => process.Name == "sleep") == 2, "the build is under way");
        first.Signal(Signals.Kill);
        await using var second = checkout.Start(["validate", "pack"]);
        await second.WaitForLineAsync("Another ./townlet is setting up in this folder.");
        Assert.DoesNotContain(second.Family, process => process.Command.StartsWith("dotnet build", StringComparison.Ordinal));
        second.Signal(Signals.Interrupt);
        Assert.Equal(128 + Signals.Interrupt, await second.WaitForExitAsync());
    }
}
