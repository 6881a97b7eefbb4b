using System.Text;
using Townlet.Runs.Stores;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.Runs.Tests.Stores;

public sealed class FolderStoreTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly IStore _store;

    public FolderStoreTests()
    {
        Directory.CreateDirectory(_disk.At("store"));
        _store = StoreAddress.Parse(_disk.At("store"), null).Open();
    }

    public void Dispose()
    {
        _store.Dispose();
        _disk.Dispose();
    }

    [Fact]
    public async Task What_is_put_comes_back_and_is_listed_until_it_is_removed()
    {
        await PutAsync("gamma/a/1", "first");
        await PutAsync("gamma/a/1", "another");
        await PutAsync("gamma/b", "b");
        await PutAsync("delta/c", "c");

        Assert.Equal("another", await GetAsync("gamma/a/1"));
        Assert.Null(await GetAsync("gamma/a/2"));
        Assert.Equal([new StoredObject("gamma/a/1", 7), new StoredObject("gamma/b", 1)], (await _store.ListAsync("gamma", default)).OrderBy(item => item.Key));
        Assert.Empty(await _store.ListAsync("epsilon", default));

        await _store.DeleteAsync("gamma/a/1", default);
        await _store.DeleteAsync("gamma/a/1", default);
        Assert.Null(await GetAsync("gamma/a/1"));
        Assert.False(Directory.Exists(_disk.At("store", "gamma", "a")));
        Assert.True(Directory.Exists(_disk.At("store", "gamma")));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a//b")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    public async Task Key_that_leads_out_of_the_store_is_refused(string key) =>
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(key, "x"));

    [Fact]
    public async Task Folder_that_is_not_there_is_named_and_not_made()
    {
        Directory.Delete(_disk.At("store"));

        var fault = await Assert.ThrowsAsync<StoreException>(() => PutAsync("a", "x"));

        Assert.Equal($"The store {_disk.At("store")} is not there. Make that folder, or mount what belongs there.", fault.Message);
        Assert.False(Directory.Exists(_disk.At("store")));
    }

    [TinyDiskFact]
    public async Task Full_disk_is_named_and_nothing_half_written_stays()
    {
        using var disk = new TinyDisk();
        using var store = StoreAddress.Parse(disk.Path, null).Open();
        using var large = new MemoryStream(new byte[400_000]);

        var fault = await Assert.ThrowsAsync<StoreException>(() => store.PutAsync("run/large", large, default));

        Assert.Equal($"In the store {disk.Path} run/large could not be written: the disk is full. Free some space there.", fault.Message);
        Assert.Empty(Directory.EnumerateFiles(disk.Path, "*", SearchOption.AllDirectories));
    }

    private async Task PutAsync(string key, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await _store.PutAsync(key, content, default);
    }

    private async Task<string?> GetAsync(string key)
    {
        using var content = new MemoryStream();
        return await _store.GetAsync(key, content, default) is { } size && size == content.Length ? Encoding.UTF8.GetString(content.ToArray()) : null;
    }
}
