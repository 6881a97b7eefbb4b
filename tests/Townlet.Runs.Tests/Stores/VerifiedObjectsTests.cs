using Townlet.Runs.Stores;
using Townlet.Runs.Tests.Fixtures;

namespace Townlet.Runs.Tests.Stores;

public sealed class VerifiedObjectsTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly FaultyStore _store;
    private readonly MemoryStream _content = new([1, 2, 3]);

    public VerifiedObjectsTests() => _store = new FaultyStore(StoreAddress.Parse(_disk.Path, null).Open());

    public void Dispose()
    {
        _store.Dispose();
        _content.Dispose();
        _disk.Dispose();
    }

    [Fact]
    public async Task Store_that_keeps_other_bytes_is_found_out_and_they_are_removed()
    {
        _store.Corrupts = _ => true;

        var fault = await Assert.ThrowsAsync<StoreException>(PutAsync);

        Assert.Equal(
            $"{_disk.Path} did not keep run/a as it was sent: other bytes came back than were sent (their SHA-256 differs). What lies there is not used. See whether the server or the disk behind it alters what it stores, or choose another store.",
            fault.Message);
        Assert.Empty(await _store.ListAsync("run", default));
    }

    [Fact]
    public async Task Object_of_another_length_is_named_with_both()
    {
        await PutAsync();

        var wrong = await _store.WhatIsWrongAsync("run/a", Stream.Null, new ObjectDigest(4, "00"), default);

        Assert.Equal("3 bytes came back and 4 were sent", wrong);
        Assert.Equal("it is not there", await _store.WhatIsWrongAsync("run/b", Stream.Null, new ObjectDigest(4, "00"), default));
    }

    [Fact]
    public async Task Digest_is_that_of_all_bytes_wherever_the_stream_stands()
    {
        _content.Position = 2;

        Assert.Equal(new ObjectDigest(3, "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"), await ObjectDigest.OfAsync(_content, default));
    }

    private async Task PutAsync() => await _store.PutVerifiedAsync("run/a", _content, await ObjectDigest.OfAsync(_content, default), default);
}
