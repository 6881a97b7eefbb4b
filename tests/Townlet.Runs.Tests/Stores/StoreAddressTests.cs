using Townlet.Runs.Stores;

namespace Townlet.Runs.Tests.Stores;

public class StoreAddressTests
{
    [Fact]
    public void Folder_is_named_by_its_full_path()
    {
        var address = StoreAddress.Parse("shared/runs/", null);

        Assert.Equal(Path.GetFullPath("shared/runs"), address.Folder);
        Assert.Equal(Path.GetFullPath("shared/runs"), address.Text);
    }

    [Theory]
    [InlineData("s3://town", "s3://town")]
    [InlineData("s3://town/", "s3://town")]
    [InlineData("s3://town.runs/of/gamma/", "s3://town.runs/of/gamma")]
    public void Bucket_is_named_with_its_prefix(string text, string expected)
    {
        var address = StoreAddress.Parse(text, "http://127.0.0.1:9000");

        Assert.Null(address.Folder);
        Assert.Equal(expected, address.Text);
        using var store = address.Open();
        Assert.Equal(expected, store.Address);
    }

    [Theory]
    [InlineData("s3://", null, "--store cannot be s3://: write s3://BUCKET")]
    [InlineData("s3://Town", null, "--store cannot be s3://Town: write s3://BUCKET")]
    [InlineData("s3://town/a//b", null, "--store cannot be s3://town/a//b: write s3://BUCKET")]
    [InlineData("s3://town/../other", null, "--store cannot be s3://town/../other: write s3://BUCKET")]
    [InlineData("ftp://town", null, "--store cannot be ftp://town: name a folder, or s3://BUCKET/PREFIX.")]
    [InlineData("shared", "http://127.0.0.1:9000", "--s3-endpoint belongs to a store on an S3 server")]
    [InlineData("s3://town", "127.0.0.1:9000", "--s3-endpoint cannot be '127.0.0.1:9000': write http://HOST:PORT")]
    [InlineData("s3://town", "http://key:secret@127.0.0.1:9000", "Credentials come from the environment")]
    public void What_is_no_store_is_refused(string text, string? endpoint, string reason)
    {
        var fault = Assert.Throws<StoreException>(() => StoreAddress.Parse(text, endpoint));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }
}
