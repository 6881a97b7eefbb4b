using System.Net;
using System.Text.Json;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;
using Townlet.EndToEnd.Wire;

namespace Townlet.EndToEnd;

public sealed class ServingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Ports.Free();
    private readonly HttpClient _http = new() { Timeout = Deadline.Generous };

    private string Run => _folder["run"];

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_that_another_process_trains_is_followed_from_policy_to_policy_and_served_after_its_end()
    {
        await using var training = TownletProcess.Start("train", "--config", "configs/L0_minimal", "--episodes", "60", "--seed", "7", "--checkpoint-dir", Run);
        await training.WaitForLineAsync("All systems operational");
        await using var serving = TownletProcess.Start("serve", "--run", Run, "--no-frontend", "--port", $"{_port}");
        await serving.WaitForLineAsync("All systems operational");
        await using var viewer = await WireClient.ConnectAsync(_port);
        await viewer.WaitForAsync("state_update");

        await viewer.WaitForAsync("model_loaded", fits: loaded => loaded.GetProperty("model").GetString() == "policy_ep00060");
        await serving.WaitForLineAsync("Training is done: 60 episodes.");

        Assert.Equal(0, await training.WaitForExitAsync());
        Assert.Equal(60, (await GetAsync("/api/episodes")).GetProperty("total").GetInt32());
        var status = await GetAsync("/api/status");
        Assert.Equal((60, false), (status.GetProperty("training").GetProperty("current_episode").GetInt32(), status.GetProperty("training").GetProperty("is_training").GetBoolean()));
        Assert.Equal(
            ["follower", "viewers", "inference"], status.GetProperty("components").EnumerateArray().Select(component => component.GetProperty("component").GetString()));
        using (var refused = await _http.PostAsync(Address("/api/training/pause"), content: null))
        {
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        }

        await viewer.CommandAsync("pause_training");
        await viewer.WaitForAsync("error", fits: error => error.GetProperty("message").GetString()!.Contains("only shows the run", StringComparison.Ordinal));
        await viewer.WaitForAsync("state_update", viewer.Count);

        serving.Signal(Signals.Interrupt);

        Assert.Equal(0, await serving.WaitForExitAsync());
        Assert.Equal("All systems stopped. Goodbye!", serving.Messages[^1]);
        Assert.Equal(60, RunDatabase.Count(Run, "episodes"));
    }

    [Fact]
    public async Task Runs_are_listed_with_status_episodes_and_best_survival_and_the_newest_is_served_unasked()
    {
        await using (var training = TownletProcess.Start("train", "--config", "configs/L0_minimal", "--episodes", "3", "--checkpoint-dir", _folder["runs/first"]))
        {
            Assert.Equal(0, await training.WaitForExitAsync());
        }

        await using (var killed = TownletProcess.Start("train", "--config", "configs/L0_minimal", "--episodes", "1000000", "--checkpoint-dir", _folder["runs/second"]))
        {
            await killed.WaitForLineAsync("[Training] Episode 1/");
            killed.Signal(Signals.Kill);
            await killed.WaitForExitAsync();
        }

        await using var listing = TownletProcess.Start(Repository.Program, ["runs", "--json"], _folder.Path);
        Assert.Equal(0, await listing.WaitForExitAsync());
        var runs = listing.Lines.Select(line => JsonDocument.Parse(line.Text).RootElement).ToList();
        Assert.Equal(["interrupted", "finished"], runs.Select(run => run.GetProperty("status").GetString()));
        Assert.Equal(3, runs[1].GetProperty("episodes").GetInt32());
        Assert.Equal(RunDatabase.Numbers(_folder["runs/first"], "SELECT MAX(survival_time) FROM episodes").Single(), runs[1].GetProperty("best_survival").GetInt32());

        await using var serving = TownletProcess.Start(Repository.Program, ["serve", "--no-frontend", "--port", $"{_port}"], _folder.Path);
        await serving.WaitForLineAsync("All systems operational");
        Assert.Contains($"Run: {Path.Combine("runs", "second")}", serving.Messages);
        serving.Signal(Signals.Interrupt);
        Assert.Equal(0, await serving.WaitForExitAsync());
    }

    [Fact]
    public async Task Folder_that_is_no_run_is_named()
    {
        await using var serving = TownletProcess.Start("serve", "--run", _folder.Path);
        Assert.Equal(2, await serving.WaitForExitAsync());
        Assert.Contains($"{_folder.Path} is not a run", serving.ErrorText, StringComparison.Ordinal);
        Assert.Equal("", serving.OutputText);
    }

    /// <summary>The published program without another build: the page is part of it, and it runs without Node.js.</summary>
    [Fact]
    public async Task Built_page_comes_from_the_server_itself_where_there_is_no_node()
    {
        var program = _folder["program"];
        await CopyProgramAsync(program);
        await using var town = TownletProcess.Start(
            Path.Combine(program, "Townlet.Host"),
            ["run", "--config", Path.Combine(Repository.Root, "configs", "L0_minimal"), "--episodes", "1000000", "--no-browser", "--port", $"{_port}", "--checkpoint-dir", Run],
            _folder.Path,
            new Dictionary<string, string> { ["PATH"] = _folder.Path });
        await town.WaitForLineAsync("All systems operational");

        var page = await _http.GetStringAsync(Address("/"));
        Assert.Contains("<title>Townlet</title>", page, StringComparison.Ordinal);
        var script = page.Split("src=\"").Select(part => part.Split('"')[0]).Single(path => path.StartsWith("/assets/", StringComparison.Ordinal) && path.EndsWith(".js", StringComparison.Ordinal));
        using (var answer = await _http.GetAsync(Address(script)))
        {
            Assert.Equal((HttpStatusCode.OK, "text/javascript"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }

        Assert.DoesNotContain(town.Messages, message => message.StartsWith("[Frontend]", StringComparison.Ordinal));
        Assert.Single(town.Family);
        town.Signal(Signals.Interrupt);
        Assert.Equal(0, await town.WaitForExitAsync());
    }

    private Uri Address(string path) => new(FormattableString.Invariant($"http://127.0.0.1:{_port}{path}"));

    private async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await _http.GetByteArrayAsync(Address(path))).RootElement;

    private static async Task CopyProgramAsync(string target)
    {
        await ProgramCopy.MakeAsync(target);
        await using var build = TownletProcess.Start("npm", ["run", "build", "--", "--emptyOutDir", "--outDir", Path.Combine(target, "wwwroot")], Repository.Frontend);
        Assert.True(await build.WaitForExitAsync() == 0, build.Transcript());
    }
}
