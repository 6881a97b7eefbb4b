using System.Net;
using System.Text.Json;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Wire;

namespace Townlet.EndToEnd;

public sealed class ExperimentPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Ports.Free();
    private readonly HttpClient _http = new() { Timeout = Deadline.Generous };

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Page_tells_of_every_trial_and_shows_the_one_that_is_chosen_while_others_go_on()
    {
        await using var experiment = Start(
            "run", "--experiment-name", "short", "--config", Repository.Pack("L0_minimal"), "--vary", "population.gamma=0.9,0.99", "--runs", "2", "--parallel", "2",
            "--episodes", "60", "--no-frontend", "--port", $"{_port}", "--fixed-ports", "--stay");
        await experiment.WaitForLineAsync("All systems operational");
        Assert.Equal(["short"], (await GetAsync("/api/experiments")).GetProperty("experiments").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("running", (await GetAsync("/api/experiments/short")).GetProperty("state").GetString());
        await using var viewer = await WireClient.ConnectAsync(_port);
        Assert.EndsWith(Path.Combine("short", "gamma=0.9", "seed_1"), (await viewer.WaitForAsync("connected")).Message.GetProperty("run").GetString(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, await WatchAsync("other", 1));
        Assert.Equal(HttpStatusCode.NotFound, await WatchAsync("short", 5));
        var before = viewer.Count;
        await experiment.WaitForLineAsync("gamma=0.99 seed_1 starts.");
        await UntilAsync(async () => await WatchAsync("short", 2) == HttpStatusCode.Accepted);
        var (greeting, next) = await viewer.WaitForAsync("connected", before);
        Assert.EndsWith(Path.Combine("short", "gamma=0.99", "seed_1"), greeting.GetProperty("run").GetString(), StringComparison.Ordinal);
        await viewer.WaitForAsync("state_update", next, fits: frame => frame.GetProperty("policy").GetString() == "policy_ep00060");
        Assert.Equal(60, (await GetAsync("/api/episodes")).GetProperty("total").GetInt32());

        await experiment.WaitForLineAsync("The page stays until Ctrl+C.");
        var figures = await GetAsync("/api/experiments/short");
        Assert.Equal("complete", figures.GetProperty("state").GetString());
        var arm = figures.GetProperty("arms")[1];
        Assert.Equal([20, 40, 60], arm.GetProperty("curve").EnumerateArray().Select(point => point.GetProperty("episode").GetInt32()));
        Assert.All(arm.GetProperty("curve").EnumerateArray(), point => Assert.Equal(2, point.GetProperty("runs").GetInt32()));
        Assert.DoesNotContain(experiment.Messages, message => message.StartsWith("[Training]", StringComparison.Ordinal));
        experiment.Signal(Signals.Interrupt);
        Assert.Equal(0, await experiment.WaitForExitAsync());
        await experiment.WaitUntilNothingIsLeftAsync();
        Assert.Equal("", experiment.ErrorText);

        await using (var report = Start("report", "short", "--json"))
        {
            Assert.Equal(0, await report.WaitForExitAsync());
            Assert.True(JsonElement.DeepEquals(figures, JsonDocument.Parse(report.OutputText).RootElement));
        }

        await using var serving = Start("serve", "--run", _folder["runs/short"], "--no-frontend", "--port", $"{_port}");
        await serving.WaitForLineAsync("All systems operational");
        Assert.True(JsonElement.DeepEquals(figures, await GetAsync("/api/experiments/short")));
        Assert.Equal(HttpStatusCode.Accepted, await WatchAsync("short", 4));
        Directory.Move(_folder["runs/short/gamma=0.99/seed_2"], _folder["elsewhere"]);
        Assert.Equal(HttpStatusCode.Conflict, await WatchAsync("short", 4));
        serving.Signal(Signals.Interrupt);
        Assert.Equal(0, await serving.WaitForExitAsync());
    }

    [Fact]
    public async Task Port_that_is_taken_is_said_before_anything_is_made()
    {
        using var holder = new System.Net.Sockets.TcpListener(IPAddress.Loopback, _port);
        holder.Start();
        await using var experiment = Start("run", "--config", Repository.Pack("L0_minimal"), "--runs", "2", "--port", $"{_port}", "--fixed-ports", "--no-frontend");
        Assert.Equal(3, await experiment.WaitForExitAsync());
        Assert.False(Directory.Exists(_folder["runs"]));
    }

    private TownletProcess Start(params IEnumerable<string> arguments) => TownletProcess.Start(Repository.Program, arguments, _folder.Path);

    private Uri Address(string path) => new(FormattableString.Invariant($"http://127.0.0.1:{_port}{path}"));

    private async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(await _http.GetByteArrayAsync(Address(path))).RootElement;

    private async Task<HttpStatusCode> WatchAsync(string experiment, int trial)
    {
        using var answer = await _http.PostAsync(Address(FormattableString.Invariant($"/api/experiments/{experiment}/trials/{trial}/watch")), content: null);
        return answer.StatusCode;
    }

    /// <summary>Polls, since the system sends no notification.</summary>
    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Deadline.Generous);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await holds())
        {
            await look.WaitForNextTickAsync(limit.Token);
        }
    }
}
