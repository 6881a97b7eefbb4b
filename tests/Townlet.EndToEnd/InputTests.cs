using System.Net;
using System.Net.Sockets;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;

namespace Townlet.EndToEnd;

public sealed class InputTests
{
    [Fact]
    public async Task Missing_pack_is_named_with_the_nearest_that_there_is()
    {
        await using var town = Town.Start("--config", "configs/L1_full_observabilty");
        Assert.Equal(2, await town.Process.WaitForExitAsync());
        Assert.Contains("configs/L1_full_observabilty", town.Process.ErrorText, StringComparison.Ordinal);
        Assert.Contains("configs/L1_full_observability", town.Process.ErrorText, StringComparison.Ordinal);
        Assert.Equal("", town.Process.OutputText);
        Assert.False(Directory.Exists(town.RunFolder));
    }

    [Theory]
    [InlineData("training.yaml", "training:\n", "training: [\n", ":")]
    [InlineData("bars.yaml", "base_depletion: 0.005", "base_depletion: much", "much")]
    public async Task Broken_pack_is_named_with_file_line_and_column(string file, string found, string replacement, string named)
    {
        using var packs = new TemporaryFolder();
        var pack = EditedPack.Create(packs, "L1_full_observability", file, text => text.Replace(found, replacement, StringComparison.Ordinal));
        await using var town = Town.Start("--config", pack);
        Assert.Equal(2, await town.Process.WaitForExitAsync());
        Assert.Matches(file.Replace(".", "\\.", StringComparison.Ordinal) + @":\d+:\d+: ", town.Process.ErrorText);
        Assert.Contains(named, town.Process.ErrorText, StringComparison.Ordinal);
        Assert.False(Directory.Exists(town.RunFolder));

        await using var validate = TownletProcess.Start("validate", pack);
        Assert.Equal(2, await validate.WaitForExitAsync());
        Assert.Equal(town.Process.ErrorText, validate.ErrorText);
    }

    [Theory]
    [InlineData("--eipsodes")]
    [InlineData("--episodes", "many")]
    [InlineData("--episodes", "0")]
    [InlineData("--port", "65536")]
    [InlineData("--host", "nowhere")]
    [InlineData("--device", "abacus")]
    [InlineData("--checkpoint-dir", "")]
    [InlineData("--allow-origin", "classroom.example")]
    [InlineData("fly")]
    public async Task Wrong_option_is_named_in_a_few_lines(params string[] arguments)
    {
        await using var townlet = TownletProcess.Start(arguments);
        Assert.Equal(2, await townlet.WaitForExitAsync());
        Assert.Contains(arguments[0], townlet.ErrorText, StringComparison.Ordinal);
        Assert.Contains(arguments[^1], townlet.ErrorText, StringComparison.Ordinal);
        Assert.InRange(townlet.Lines.Count(line => line.Text.Length > 0), 2, 5);
    }

    [Theory]
    [InlineData("townlet.supervision.window = soon")]
    [InlineData("townlet.supervision.max-failures = many")]
    [InlineData(null)]
    public async Task Settings_that_cannot_be_read_are_named(string? text)
    {
        using var folder = new TemporaryFolder();
        var file = folder["mine.conf"];
        if (text is not null)
        {
            await File.WriteAllTextAsync(file, text);
        }

        await using var town = Town.Start("--hocon", file);
        Assert.Equal(2, await town.Process.WaitForExitAsync());
        Assert.StartsWith($"{file} cannot be used as settings: ", town.Process.ErrorText, StringComparison.Ordinal);
        Assert.False(Directory.Exists(town.RunFolder));
    }

    [Fact]
    public async Task Wrong_value_in_the_environment_is_named_by_its_variable()
    {
        await using var townlet = TownletProcess.Start(Repository.Program, ["run"], Repository.Root, new Dictionary<string, string> { ["TOWNLET_PORT"] = "many" });
        Assert.Equal(2, await townlet.WaitForExitAsync());
        Assert.Contains("TOWNLET_PORT must be a whole number from 1 to 65535, not 'many'.", townlet.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_of_something_else_is_not_made_a_run()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["letter.txt"], "Dear reader");
        await using var townlet = TownletProcess.Start("run", "--no-frontend", "--port", $"{Ports.Free()}", "--checkpoint-dir", folder.Path);
        Assert.Equal(2, await townlet.WaitForExitAsync());
        Assert.Contains(folder.Path, townlet.ErrorText, StringComparison.Ordinal);
        Assert.Equal([folder["letter.txt"]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Server_moves_on_from_a_taken_port_and_says_so()
    {
        using var holder = Ports.Taken(out var port);
        using var folder = new TemporaryFolder();
        await using var townlet = TownletProcess.Start(
            "run", "--no-frontend", "--episodes", "3", "--port", $"{port}", "--checkpoint-dir", folder["run"]);
        Assert.Equal(0, await townlet.WaitForExitAsync());
        var told = Assert.Single(townlet.Messages, message => message.Contains($"Port {port} is taken", StringComparison.Ordinal));
        var used = int.Parse(told.Split("uses ")[1].Split(' ')[0]);
        Assert.InRange(used, port + 1, port + 99);
        Assert.Contains($"[Inference] Server ready at ws://localhost:{used}", townlet.Messages);
    }

    [Fact]
    public async Task Second_town_on_the_same_ports_takes_others_and_names_the_first()
    {
        await using var first = await Town.StartAndWaitAsync("--episodes", "1000000");
        using var folder = new TemporaryFolder();
        string[] run = ["run", "--port", $"{first.Port}", "--frontend-port", $"{first.PagePort}", "--no-browser", "--checkpoint-dir"];
        await using var second = TownletProcess.Start([.. run, folder["second"]]);
        await second.WaitForLineAsync("All systems operational");
        Assert.Single(second.Messages, message => message.Contains($"Port {first.Port} is taken by Townlet.Host (process {first.Process.Id})", StringComparison.Ordinal));
        Assert.Single(second.Messages, message => message.Contains($"Port {first.PagePort} is taken", StringComparison.Ordinal));

        await using var third = TownletProcess.Start([.. run, folder["third"], "--fixed-ports"]);
        Assert.Equal(3, await third.WaitForExitAsync());
        Assert.Contains($"(process {first.Process.Id})", third.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fixed_server_port_that_is_taken_ends_with_its_own_exit_code()
    {
        using var holder = Ports.Taken(out var port);
        using var folder = new TemporaryFolder();
        await using var townlet = TownletProcess.Start("run", "--fixed-ports", "--port", $"{port}", "--checkpoint-dir", folder["run"]);
        Assert.Equal(3, await townlet.WaitForExitAsync());
        AssertNamesPortAndHolder(townlet, port);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Fact]
    public async Task Fixed_page_port_that_is_taken_ends_with_its_own_exit_code()
    {
        using var holder = Ports.Taken(out var port);
        using var folder = new TemporaryFolder();
        await using var townlet = TownletProcess.Start(
            "run", "--fixed-ports", "--port", $"{Ports.Free()}", "--frontend-port", $"{port}", "--checkpoint-dir", folder["run"]);
        Assert.Equal(3, await townlet.WaitForExitAsync());
        AssertNamesPortAndHolder(townlet, port);
        Assert.Contains("--frontend-port", townlet.ErrorText, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["run"]));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Page_moves_on_from_a_taken_port_and_says_so(string address)
    {
        // A browser that is sent to "localhost" may ask either of the two.
        using var holder = new TcpListener(IPAddress.Parse(address), 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        using var folder = new TemporaryFolder();
        await using var townlet = TownletProcess.Start(
            "run", "--no-browser", "--episodes", "100000", "--port", $"{Ports.Free()}", "--frontend-port", $"{port}", "--checkpoint-dir", folder["run"]);
        await townlet.WaitForLineAsync("All systems operational");
        var told = Assert.Single(townlet.Messages, message => message.Contains($"Port {port} is taken", StringComparison.Ordinal));
        var used = int.Parse(told.Split("uses ")[1].Split(' ')[0]);
        Assert.InRange(used, port + 1, port + 99);
        Assert.Contains($"[Frontend] Dev server ready at http://localhost:{used}", townlet.Messages);
        using var browser = new HttpClient();
        Assert.Contains("Townlet", await browser.GetStringAsync($"http://localhost:{used}/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_continues_without_a_page_where_there_is_no_node()
    {
        using var folder = new TemporaryFolder();
        await using var townlet = TownletProcess.Start(
            Repository.Program,
            ["run", "--no-browser", "--episodes", "3", "--port", $"{Ports.Free()}", "--checkpoint-dir", folder["run"]],
            Repository.Root,
            new Dictionary<string, string> { ["PATH"] = folder.Path });
        Assert.Equal(0, await townlet.WaitForExitAsync());
        var told = Assert.Single(townlet.Messages, message => message.StartsWith("[Frontend]", StringComparison.Ordinal));
        Assert.Contains("node was not found on PATH", told, StringComparison.Ordinal);
        Assert.Contains("--no-frontend", told, StringComparison.Ordinal);
        Assert.Contains("All systems operational. Press Ctrl+C to stop.", townlet.Messages);
        Assert.Equal(3, RunDatabase.Count(folder["run"], "episodes"));
    }

    [Fact]
    public async Task Nothing_is_said_of_a_page_that_is_not_wanted()
    {
        await using var town = Town.Start("--no-frontend", "--episodes", "3");
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        Assert.DoesNotContain(town.Process.Messages, message => message.Contains("[Frontend]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Default_pack_is_found_from_any_folder()
    {
        using var elsewhere = new TemporaryFolder();
        await using var townlet = TownletProcess.Start(
            Repository.Program, ["--no-frontend", "--episodes", "2", "--port", $"{Ports.Free()}"], elsewhere.Path);
        Assert.Equal(0, await townlet.WaitForExitAsync());
        var level = Assert.Single(Directory.EnumerateDirectories(elsewhere["runs"]));
        Assert.Equal("L1_full_observability", Path.GetFileName(level));
        Assert.Matches(@"^\d{4}-\d\d-\d\d_\d{6}$", Path.GetFileName(Assert.Single(Directory.EnumerateDirectories(level))));
    }

    [Fact]
    public async Task Environment_gives_what_the_command_line_does_not()
    {
        using var folder = new TemporaryFolder();
        await using var townlet = TownletProcess.Start(
            Repository.Program,
            ["run", "--episodes", "2", "--checkpoint-dir", folder["run"]],
            Repository.Root,
            new Dictionary<string, string> { ["TOWNLET_EPISODES"] = "900", ["TOWNLET_PORT"] = $"{Ports.Free()}", ["TOWNLET_NO_FRONTEND"] = "1" });
        Assert.Equal(0, await townlet.WaitForExitAsync());
        Assert.Contains("Episodes: 2", townlet.Messages);
        Assert.DoesNotContain(townlet.Messages, message => message.Contains("[Frontend]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("64", "run", "--no-frontend")]
    [InlineData("64", "train")]
    [InlineData("64", "validate", "configs/L0_minimal")]
    [InlineData("256", "run", "--no-frontend")]
    public async Task Too_few_handles_are_said_in_a_sentence(string limit, params string[] arguments)
    {
        await using var townlet = TownletProcess.Start("bash", ["-c", "ulimit -n $0; exec \"$@\"", limit, Repository.Program, .. arguments], Repository.Root);
        Assert.Equal(1, await townlet.WaitForExitAsync());
        Assert.StartsWith($"This shell lets a program open {limit} files, and Townlet needs ", Assert.Single(townlet.Lines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_that_is_named_is_said_to_hold_a_run_or_to_get_a_new_one()
    {
        using var folder = new TemporaryFolder();
        string[] train = ["train", "--episodes", "2", "--checkpoint-dir"];
        await using (var first = TownletProcess.Start([.. train, folder["mine"], "--config", "configs/L0_minimal"]))
        {
            Assert.Equal(0, await first.WaitForExitAsync());
            Assert.Contains($"There is no run in {folder["mine"]}; a new one begins there.", first.Messages);
        }

        await using (var again = TownletProcess.Start([.. train, Path.Combine(folder["mine"], "checkpoints")]))
        {
            Assert.Equal(0, await again.WaitForExitAsync());
            Assert.Contains($"Continuing the run in {folder["mine"]}.", again.Messages);
        }

        // A slip of the finger must not begin a run of the default pack.
        await using (var slip = TownletProcess.Start([.. train, folder["mien"]]))
        {
            Assert.Equal(2, await slip.WaitForExitAsync());
            Assert.Equal($"There is no run in {folder["mien"]}. Did you mean {folder["mine"]}? To begin a new run there, name its pack with --config.", slip.ErrorText);
            Assert.False(Directory.Exists(folder["mien"]));
        }

        await using (var old = TownletProcess.Start([.. train, folder["2026-11-24_08295"]]))
        {
            Assert.Equal(2, await old.WaitForExitAsync());
            Assert.StartsWith($"There is no run in {folder["2026-11-24_08295"]}. 'townlet runs' lists the runs that there are.", old.ErrorText, StringComparison.Ordinal);
        }

        await using (var meant = TownletProcess.Start([.. train, folder["mien"], "--config", "configs/L0_minimal"]))
        {
            Assert.Equal(0, await meant.WaitForExitAsync());
            Assert.Contains($"There is no run in {folder["mien"]}; a new one begins there. (There is a run in {folder["mine"]}.)", meant.Messages);
        }

        await using var second = TownletProcess.Start([.. train, folder["mine2"], "--config", "configs/L0_minimal"]);
        Assert.Equal(0, await second.WaitForExitAsync());
        Assert.Contains($"There is no run in {folder["mine2"]}; a new one begins there.", second.Messages);
    }

    [Fact]
    public async Task Address_of_a_service_in_the_environment_is_no_setting()
    {
        // What Kubernetes sets in every pod beside a service that is named townlet.
        var links = new Dictionary<string, string>
        {
            ["TOWNLET_PORT"] = "tcp://10.43.7.62:8766", ["TOWNLET_SERVICE_HOST"] = "10.43.7.62", ["TOWNLET_SERVICE_PORT"] = "8766", ["TOWNLET_PORT_8766_TCP"] = "tcp://10.43.7.62:8766",
        };
        using var folder = new TemporaryFolder();
        foreach (var arguments in (string[][])
            [
                ["validate", "configs/L0_minimal"], ["runs"], ["eval", "--policy", "random", "--config", "configs/L0_minimal", "--lives", "1"],
                ["train", "--episodes", "1", "--checkpoint-dir", folder["train"]], ["run", "--no-frontend", "--episodes", "1", "--checkpoint-dir", folder["run"]],
            ])
        {
            await using var townlet = TownletProcess.Start(Repository.Program, arguments, Repository.Root, links);
            Assert.Equal(0, await townlet.WaitForExitAsync());
            Assert.Equal("", townlet.ErrorText);
        }
    }

    private static void AssertNamesPortAndHolder(TownletProcess townlet, int port)
    {
        Assert.Contains($"Port {port} is taken by ", townlet.ErrorText, StringComparison.Ordinal);
        Assert.Contains($"(process {Environment.ProcessId})", townlet.ErrorText, StringComparison.Ordinal);
        Assert.Equal("", townlet.OutputText);
        Assert.Empty(townlet.Family);
    }
}
