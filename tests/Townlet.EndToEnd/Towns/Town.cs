using System.Net;
using System.Text.Json;
using Townlet.EndToEnd.Processes;

namespace Townlet.EndToEnd.Towns;

/// <summary>A run in a separate folder, on separate ports.</summary>
internal sealed class Town : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private Town()
    {
        RunFolder = _folder["run"];
    }

    public TownletProcess Process { get; private set; } = null!;

    public int Port { get; } = Ports.Free();

    public int PagePort { get; } = Ports.Free();

    public string RunFolder { get; }

    public HttpClient Http { get; } = new() { Timeout = Deadline.Generous };

    /// <summary>Options for "run" so that it writes nothing into the checkout and opens no browser.</summary>
    public IEnumerable<string> OwnPlace =>
        ["--checkpoint-dir", RunFolder, "--port", $"{Port}", "--frontend-port", $"{PagePort}", "--no-browser"];

    /// <summary>Starts a run and returns at once.</summary>
    public static Town Start(params IEnumerable<string> arguments)
    {
        var town = new Town();
        town.Process = TownletProcess.Start(["run", .. town.OwnPlace, .. arguments]);
        return town;
    }

    /// <summary>Starts a run, and returns when all its parts are ready.</summary>
    public static async Task<Town> StartAndWaitAsync(params IEnumerable<string> arguments)
    {
        var town = Start(arguments);
        try
        {
            await town.WaitUntilOperationalAsync();
            return town;
        }
        catch
        {
            await town.DisposeAsync();
            throw;
        }
    }

    public Task WaitUntilOperationalAsync() => Process.WaitForLineAsync("All systems operational");

    /// <summary>Resumes the run in a new process, after the old one has ended.</summary>
    public void StartAgain(params IEnumerable<string> arguments) =>
        Process = TownletProcess.Start(["run", .. OwnPlace, .. arguments]);

    public Uri Address(string path) => new(FormattableString.Invariant($"http://127.0.0.1:{Port}{path}"));

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(Address(path));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;
    }

    /// <summary>An episode is told as soon as it ends, and recorded a moment later.</summary>
    public Task WaitUntilRecordedAsync(int episode) =>
        Deadline.WaitUntilAsync(() => RunDatabase.Episodes(RunFolder).Contains(episode), $"Episode {episode} is not recorded.");

    /// <summary>Status of training: the <c>training</c> of <c>/api/status</c>.</summary>
    public async Task<JsonElement> TrainingAsync() => (await GetAsync("/api/status")).GetProperty("training");

    public async Task<HttpStatusCode> PostAsync(string path)
    {
        using var answer = await Http.PostAsync(Address(path), content: null);
        return answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Http.Dispose();
        _folder.Dispose();
    }
}
