using System.Collections.Immutable;
using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Townlet.Runs.Stores;

/// <summary>
/// A bucket of Amazon S3, or of a server that speaks its protocol. Bodies are sent whole and signed as a whole: some servers take the framing of a body in signed chunks for a part of the object, and
/// answer that all is well. Credentials are found as Amazon's SDK finds them, first in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
/// </summary>
internal sealed class S3Store : IStore
{
    private const string UsualRegion = "us-east-1";

    /// <summary>A body of a few hundred MB on a slow line; one that stands still ends sooner, by the system's own limit.</summary>
    private static readonly TimeSpan _longestRequest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan _longestConnect = TimeSpan.FromSeconds(10);

    private readonly string _bucket;
    private readonly string _prefix;
    private readonly Uri? _endpoint;
    private readonly bool _chunks;
    private readonly Lazy<AmazonS3Client> _client;

    /// <param name="bucket">Name of the bucket.</param>
    /// <param name="prefix">Before every key, without '/' at its end; empty: none.</param>
    /// <param name="endpoint">Null: Amazon's own.</param>
    /// <param name="chunks">Send bodies in signed chunks; for a test of what is told of a server that keeps their framing.</param>
    public S3Store(string bucket, string prefix, Uri? endpoint, bool chunks = false)
    {
        _bucket = bucket;
        _prefix = prefix.Length == 0 ? "" : prefix + "/";
        _endpoint = endpoint;
        _chunks = chunks;
        // Not before it is used: the SDK may look for credentials on the network.
        _client = new Lazy<AmazonS3Client>(Connect);
    }

    public string Address => _prefix.Length == 0 ? $"s3://{_bucket}" : $"s3://{_bucket}/{_prefix.TrimEnd('/')}";

    public Task PutAsync(string key, Stream content, CancellationToken cancellation) => GuardedAsync($"{key} could not be written", async () =>
    {
        content.Position = 0;
        await _client.Value.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = _bucket,
                Key = _prefix + StoreKey.Require(key),
                InputStream = content,
                AutoCloseStream = false,
                AutoResetStreamPosition = true,
                UseChunkEncoding = _chunks,
            },
            cancellation).ConfigureAwait(false);
        return true;
    }, cancellation);

    public Task<long?> GetAsync(string key, Stream target, CancellationToken cancellation) => GuardedAsync<long?>($"{key} could not be read", async () =>
    {
        try
        {
            using var response = await _client.Value.GetObjectAsync(
                new GetObjectRequest { BucketName = _bucket, Key = _prefix + StoreKey.Require(key) }, cancellation).ConfigureAwait(false);
            await response.ResponseStream.CopyToAsync(target, cancellation).ConfigureAwait(false);
            return response.ContentLength;
        }
        catch (AmazonS3Exception missing) when (missing.ErrorCode == "NoSuchKey")
        {
            return null;
        }
    }, cancellation);

    public Task<ImmutableArray<StoredObject>> ListAsync(string folder, CancellationToken cancellation) => GuardedAsync($"{folder} could not be listed", async () =>
    {
        var found = ImmutableArray.CreateBuilder<StoredObject>();
        var request = new ListObjectsV2Request { BucketName = _bucket, Prefix = $"{_prefix}{StoreKey.Require(folder)}/" };
        ListObjectsV2Response page;
        do
        {
            page = await _client.Value.ListObjectsV2Async(request, cancellation).ConfigureAwait(false);
            found.AddRange((page.S3Objects ?? []).Select(item => new StoredObject(item.Key[_prefix.Length..], item.Size ?? 0)));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        return found.ToImmutable();
    }, cancellation);

    public Task DeleteAsync(string key, CancellationToken cancellation) => GuardedAsync($"{key} could not be removed", async () =>
    {
        await _client.Value.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _bucket, Key = _prefix + StoreKey.Require(key) }, cancellation).ConfigureAwait(false);
        return true;
    }, cancellation);

    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
    }

    private AmazonS3Client Connect()
    {
        var config = new AmazonS3Config
        {
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            // Whoever uses the store waits longer and longer between attempts, and says so.
            MaxErrorRetry = 1,
            Timeout = _longestRequest,
            ConnectTimeout = _longestConnect,
        };
        // Named in any case: the SDK would look for it on the network of a virtual machine.
        var region = FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName ?? UsualRegion;
        if (_endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            config.ServiceURL = _endpoint.ToString();
            config.AuthenticationRegion = region;
            config.ForcePathStyle = true;
        }

        return new AmazonS3Client(config);
    }

    /// <summary>On another thread, since the SDK does some of its work before it first waits.</summary>
    private Task<T> GuardedAsync<T>(string fault, Func<Task<T>> work, CancellationToken cancellation) => Task.Run(async () =>
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception failure) when (cancellation.IsCancellationRequested && failure is not OperationCanceledException)
        {
            throw new OperationCanceledException($"{fault} in time.", failure, cancellation);
        }
        // Whatever the SDK throws (it has many kinds, and one of its own for a connection that takes too long), the store could not do it.
        catch (Exception failure) when (!cancellation.IsCancellationRequested && failure is not (ArgumentException or OutOfMemoryException))
        {
            throw new StoreException($"In the store {Address} {fault}: {Explain(failure)}", failure);
        }
    }, cancellation);

    private string Explain(Exception failure) => failure switch
    {
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => $"{Server} has no bucket {_bucket}. Make it, or name another one with --store.",
        AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } refused =>
            $"{Server} refuses these credentials ({refused.ErrorCode}). See AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and what they may do in the bucket.",
        AmazonS3Exception { StatusCode: HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect } => $"the bucket {_bucket} lies in another region. Name it with AWS_REGION.",
        AmazonS3Exception { StatusCode: >= HttpStatusCode.BadRequest } answered => $"{Server} answered with error {(int)answered.StatusCode} ({answered.ErrorCode}). See what is wrong there.",
        OperationCanceledException => $"{Server} took longer than {_longestRequest.TotalMinutes:0} min. See whether it is overloaded.",
        AmazonServiceException { InnerException: { } inner } => Unreachable(inner),
        AmazonClientException when failure is not AmazonServiceException && failure.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) =>
            "no credentials were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile that AWS_PROFILE names.",
        _ => Unreachable(failure),
    };

    private string Server => _endpoint is null ? "Amazon S3" : $"the server at {_endpoint.ToString().TrimEnd('/')}";

    private string Unreachable(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return $"{Server} could not be reached ({Bare(failure)}). See that it runs, and that the network reaches it.";
    }

    private static string Bare(Exception failure) => failure.Message.Split('\n')[0].TrimEnd('.', ' ', ':', '\r');
}
