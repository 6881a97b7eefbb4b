namespace Townlet.EndToEnd.Towns;

/// <summary>A town that trains without end and has no page, shared by all tests of a class that only watch it and send commands.</summary>
public sealed class WatchedTown : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _packs = new();
    private Town? _town;

    internal Town Town => _town ?? throw new InvalidOperationException("The town is not started.");

    public async Task InitializeAsync() => _town = await Town.StartAndWaitAsync(
        "--config", EditedPack.WithCheckpointEvery(25, _packs, "L1_full_observability"), "--episodes", "1000000", "--no-frontend");

    public async Task DisposeAsync()
    {
        if (_town is not null)
        {
            await _town.DisposeAsync();
        }
    }

    public void Dispose() => _packs.Dispose();
}
