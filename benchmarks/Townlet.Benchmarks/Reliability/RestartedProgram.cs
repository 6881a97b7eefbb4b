using Townlet.EndToEnd.Processes;

namespace Townlet.Benchmarks.Reliability;

/// <summary>One part of an experiment that is started again each time it was killed or stopped.</summary>
/// <param name="arguments">Of the program.</param>
/// <param name="folder">Its working directory.</param>
internal sealed class RestartedProgram(string[] arguments, string folder) : IAsyncDisposable
{
    private readonly List<TownletProcess> _all = [];

    public TownletProcess Process => _all[^1];

    public void Start() => _all.Add(TownletProcess.Start(Repository.Program, arguments, folder));

    /// <summary>Ends it with SIGTERM.</summary>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0.</exception>
    public async Task StopAsync()
    {
        Signals.TrySend(Process.Id, Signals.Terminate);
        if (await Process.WaitForExitAsync() is not 0 and var code)
        {
            throw new InvalidOperationException($"Stopped in order, it ended with exit code {code}.\n{Process.Transcript()}");
        }
    }

    public async Task WaitUntilNothingIsLeftAsync()
    {
        foreach (var process in _all)
        {
            await process.WaitUntilNothingIsLeftAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _all)
        {
            await process.DisposeAsync();
        }
    }
}
