using System.Diagnostics;
using Townlet.Runs.Stores;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.Runs.Tests.Stores;

public sealed class S3StoreTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();

    public S3StoreTests()
    {
        foreach (var (name, value) in S3Server.Credentials)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public void Dispose() => _disk.Dispose();

    [S3Theory]
    [InlineData("s3rver")]
    [InlineData("fauxqs")]
    public async Task What_is_put_comes_back_and_is_listed_until_it_is_removed(string kind)
    {
        await using var server = await S3Server.StartAsync(kind, _disk.Path);
        using var store = new S3Store(S3Server.Bucket, "runs/of", server.Endpoint);
        using var content = Large();
        var digest = await ObjectDigest.OfAsync(content, default);
        using var nothing = new MemoryStream();

        await store.PutVerifiedAsync("gamma/a=0.9 b/files/1", content, digest, default);
        await store.PutVerifiedAsync("gamma/empty", nothing, await ObjectDigest.OfAsync(nothing, default), default);
        await store.PutVerifiedAsync("delta/c", nothing, await ObjectDigest.OfAsync(nothing, default), default);

        Assert.Null(await store.GetAsync("gamma/none", Stream.Null, default));
        Assert.Equal(
            [new StoredObject("gamma/a=0.9 b/files/1", digest.Size), new StoredObject("gamma/empty", 0)],
            (await store.ListAsync("gamma", default)).OrderBy(item => item.Key, StringComparer.Ordinal));
        await store.DeleteAsync("gamma/empty", default);
        await store.DeleteAsync("gamma/empty", default);
        Assert.Single(await store.ListAsync("gamma", default));
        Assert.Empty(await store.ListAsync("epsilon", default));
    }

    /// <summary>The server keeps the framing of the chunks with the content, and answers that all is well.</summary>
    [S3Theory]
    [InlineData("s3rver")]
    public async Task Server_that_alters_what_it_stores_is_found_out(string kind)
    {
        await using var server = await S3Server.StartAsync(kind, _disk.Path);
        using var store = new S3Store(S3Server.Bucket, "", server.Endpoint, chunks: true);
        using var content = Large();

        var fault = await Assert.ThrowsAsync<StoreException>(async () => await store.PutVerifiedAsync("a", content, await ObjectDigest.OfAsync(content, default), default));

        Assert.Contains("s3://town did not keep a as it was sent: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(" bytes came back and 6000000 were sent", fault.Message, StringComparison.Ordinal);
    }

    [S3Theory]
    [InlineData("s3rver")]
    public async Task Faults_of_the_server_are_named(string kind)
    {
        await using var server = await S3Server.StartAsync(kind, _disk.Path);
        using var content = new MemoryStream([1]);
        using (var nowhere = new S3Store("elsewhere", "", server.Endpoint))
        {
            var missing = await Assert.ThrowsAsync<StoreException>(() => nowhere.PutAsync("a", content, default));
            Assert.Equal($"In the store s3://elsewhere a could not be written: the server at {server.Endpoint.OriginalString} has no bucket elsewhere. Make it, or name another one with --store.", missing.Message);
        }

        using var store = new S3Store(S3Server.Bucket, "", server.Endpoint);
        using (var kill = Process.Start("kill", ["-USR2", $"{server.Id}"]))
        {
            await server.SaysAsync("faulty");
        }

        var answered = await Assert.ThrowsAsync<StoreException>(() => store.PutAsync("a", content, default));
        Assert.Equal($"In the store s3://town a could not be written: the server at {server.Endpoint.OriginalString} answered with error 500 (InternalError). See what is wrong there.", answered.Message);

        await server.KillAsync();
        var gone = await Assert.ThrowsAsync<StoreException>(() => store.GetAsync("a", Stream.Null, default));
        Assert.Contains($"the server at {server.Endpoint.OriginalString} could not be reached (Connection refused", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_where_nobody_listens_is_named()
    {
        using var store = new S3Store("town", "", new Uri("http://127.0.0.1:1"));

        var fault = await Assert.ThrowsAsync<StoreException>(() => store.ListAsync("runs", default));

        Assert.Contains("the server at http://127.0.0.1:1 could not be reached (", fault.Message, StringComparison.Ordinal);
    }

    private static MemoryStream Large()
    {
        var bytes = new byte[6_000_000];
        new Random(1).NextBytes(bytes);
        return new MemoryStream(bytes);
    }
}
