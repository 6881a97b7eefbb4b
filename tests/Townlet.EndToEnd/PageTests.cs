using System.Net;
using System.Text.Json;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;

namespace Townlet.EndToEnd;

/// <summary>The page's process: how it starts, and what can prevent that.</summary>
public sealed class PageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new() { Timeout = Deadline.Generous };
    private readonly int _port = Ports.Free();
    private readonly int _pagePort = Ports.Free();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Page_comes_also_where_the_environment_is_set_for_production()
    {
        await using var town = Start(Repository.Program, new() { ["NODE_ENV"] = "production", ["npm_config_omit"] = "dev", ["npm_config_production"] = "true" });
        await town.WaitForLineAsync("All systems operational");
        Assert.Contains($"[Frontend] Dev server ready at http://localhost:{_pagePort}", town.Messages);
        // Vue's development code, which a production build leaves out.
        Assert.Contains("__VUE_HMR_RUNTIME__", await _http.GetStringAsync(OfPage("/src/App.vue")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packages_that_are_only_in_part_installed_are_told_from_installed_ones()
    {
        var program = await ProgramCopy.MakeAsync(_folder["program"]);
        Directory.CreateDirectory(_folder["frontend/node_modules/vue"]);
        File.WriteAllText(_folder["frontend/package.json"], "{}");
        await using var town = Start(program, []);
        await town.WaitForLineAsync("All systems operational");
        var told = Assert.Single(town.Messages, message => message.StartsWith("[Frontend]", StringComparison.Ordinal));
        Assert.Contains("only in part installed: Vite is missing. Run 'npm ci --include=dev'", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#")]
    [InlineData("?")]
    public async Task Folder_that_Vite_cannot_serve_is_named_and_the_page_comes_as_it_was_built(string character)
    {
        var checkout = _folder[$"a{character}b"];
        var program = await ProgramCopy.MakeAsync(Path.Combine(checkout, "program"));
        Directory.CreateDirectory(Path.Combine(checkout, "frontend/dist"));
        File.WriteAllText(Path.Combine(checkout, "frontend/package.json"), "{}");
        File.WriteAllText(Path.Combine(checkout, "frontend/dist/index.html"), "<title>built</title>");
        await using (var town = Start(program, []))
        {
            await town.WaitForLineAsync("All systems operational");
            var told = Assert.Single(town.Messages, message => message.StartsWith("[Frontend]", StringComparison.Ordinal));
            Assert.Contains($"the path has a '{character}' in it", told, StringComparison.Ordinal);
            Assert.Equal("<title>built</title>", await _http.GetStringAsync($"http://127.0.0.1:{_port}/"));
        }

        Directory.Delete(Path.Combine(checkout, "frontend/dist"), recursive: true);
        await using var without = Start(program, []);
        await without.WaitForLineAsync("All systems operational");
        Assert.Contains(without.Messages, message => message.StartsWith("[Frontend]", StringComparison.Ordinal) && message.Contains($"a '{character}' in it", StringComparison.Ordinal));
    }

    [AsRootFact]
    public async Task Page_comes_in_another_users_checkout_where_nothing_may_be_written()
    {
        await using var open = TownletProcess.Start("chmod", ["0777", _folder.Path], Repository.Root);
        Assert.Equal(0, await open.WaitForExitAsync());
        await using var town = TownletProcess.Start(
            "setpriv",
            ["--reuid=65534", "--regid=65534", "--clear-groups", Repository.Program, .. Arguments],
            _folder.Path,
            new Dictionary<string, string> { ["HOME"] = "/nonexistent" });
        await town.WaitForLineAsync("All systems operational");
        Assert.Contains($"[Frontend] Dev server ready at http://localhost:{_pagePort}", town.Messages);
        town.Signal(Signals.Interrupt);
        Assert.Equal(0, await town.WaitForExitAsync());
    }

    [Fact]
    public async Task Reason_why_the_page_does_not_come_is_the_error_and_not_the_end_of_a_stack_trace()
    {
        var program = await ProgramCopy.MakeAsync(_folder["program"]);
        Directory.CreateDirectory(_folder["frontend"]);
        File.WriteAllText(_folder["frontend/package.json"], """{"type": "module"}""");
        Directory.CreateSymbolicLink(_folder["frontend/node_modules"], Path.Combine(Repository.Frontend, "node_modules"));
        File.WriteAllText(_folder["frontend/vite.config.ts"], "throw new Error('the configuration is broken', { cause: { code: 'EX' } })");
        await using var town = Start(program, []);
        var failed = await town.WaitForLineAsync("[Frontend] Warning: Failed:");
        Assert.Contains("Error: the configuration is broken", failed.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("::1", "[::1]", "[::1]")]
    [InlineData("::", "localhost", "127.0.0.1")]
    [InlineData("::", "localhost", "[::1]")]
    public async Task Town_and_page_are_served_over_IPv6(string host, string shown, string asked)
    {
        await using var town = Start(Repository.Program, [], "--host", host);
        await town.WaitForLineAsync("All systems operational");
        Assert.Contains($"[Frontend] Dev server ready at http://{shown}:{_pagePort}", town.Messages);
        Assert.Contains($"[Inference] Server ready at ws://{shown}:{_port}", town.Messages);
        foreach (var port in (int[])[_port, _pagePort])
        {
            using var answer = JsonDocument.Parse(await _http.GetStringAsync($"http://{asked}:{port}/api/status"));
            Assert.Equal(_folder["run"], answer.RootElement.GetProperty("run").GetString());
        }

        Assert.Contains("/src/main.ts", await _http.GetStringAsync($"http://{asked}:{_pagePort}/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_that_is_taken_on_the_other_loopback_is_not_the_towns()
    {
        using var holder = new System.Net.Sockets.TcpListener(IPAddress.IPv6Loopback, _port);
        holder.Start();
        await using var town = Start(Repository.Program, [], "--no-frontend");
        var told = await town.WaitForLineAsync($"Port {_port} is taken");
        Assert.Contains("the server uses ", told.Text, StringComparison.Ordinal);
        await town.WaitForLineAsync("All systems operational");
    }

    [Fact]
    public async Task Of_three_towns_that_start_at_once_each_page_shows_its_own_run()
    {
        var towns = Enumerable.Range(0, 3)
            .Select(number => TownletProcess.Start(
                "run", "--no-browser", "--episodes", "1000000", "--port", $"{_port}", "--frontend-port", $"{_pagePort}", "--checkpoint-dir", _folder[$"run{number}"]))
            .ToList();
        try
        {
            var pages = new HashSet<string>();
            for (var number = 0; number < towns.Count; number++)
            {
                await towns[number].WaitForLineAsync("All systems operational");
                var page = Assert.Single(towns[number].Messages, message => message.StartsWith("[Frontend] Dev server ready at ", StringComparison.Ordinal)).Split(' ')[^1];
                Assert.True(pages.Add(page), $"Two towns say {page}.");
                using var answer = JsonDocument.Parse(await _http.GetStringAsync($"{page}/api/status"));
                Assert.Equal(_folder[$"run{number}"], answer.RootElement.GetProperty("run").GetString());
            }
        }
        finally
        {
            foreach (var town in towns)
            {
                await town.DisposeAsync();
            }
        }
    }

    private IEnumerable<string> Arguments =>
        ["run", "--config", Repository.Pack("L0_minimal"), "--episodes", "1000000", "--no-browser", "--port", $"{_port}", "--frontend-port", $"{_pagePort}", "--checkpoint-dir", _folder["run"]];

    private TownletProcess Start(string program, Dictionary<string, string> environment, params IEnumerable<string> arguments) =>
        TownletProcess.Start(program, [.. Arguments, .. arguments], _folder.Path, environment);

    private Uri OfPage(string path) => new($"http://127.0.0.1:{_pagePort}{path}");
}
