using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Townlet.EndToEnd.Processes;

namespace Townlet.EndToEnd;

public sealed class ClusterSecurityTests : IDisposable
{
    private const string Password = "only for the test";

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Ports.Free();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("On townlet.example every machine of the network could reach this one", "run", "--runs", "2", "--config", "PACK", "--cluster-host", "townlet.example")]
    [InlineData("On townlet.example every machine of the network could reach this one", "worker", "--join", "10.0.0.7", "--cluster-host", "townlet.example", "--cluster-secret-file", "SECRET")]
    [InlineData("--cluster-host must be the IPv4 address or the name", "run", "--runs", "2", "--config", "PACK", "--cluster-host", "0.0.0.0")]
    [InlineData("SECRET cannot be used as a certificate", "worker", "--join", "127.0.0.1:8767", "--cluster-certificate", "SECRET")]
    [InlineData("Which experiment? Say it with --join HOST:PORT", "worker")]
    [InlineData("--join must be an address and a port", "worker", "--join", "http://10.0.0.7")]
    public async Task What_is_not_safe_or_not_clear_is_refused_at_the_start(string reason, params string[] words)
    {
        File.WriteAllText(_folder["secret"], "sesame");
        await using var process = Start(words.Select(word => word.Replace("PACK", Repository.Pack("L0_minimal"), StringComparison.Ordinal).Replace("SECRET", "secret", StringComparison.Ordinal)));
        Assert.Equal(2, await process.WaitForExitAsync());
        Assert.StartsWith(reason.Replace("SECRET", "secret", StringComparison.Ordinal), process.ErrorText, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["runs"]));
    }

    [Fact]
    public async Task A_taken_port_is_refused_where_it_was_asked_for()
    {
        using var taken = Ports.Taken(out var port);
        await using var process = Start(["run", "--runs", "2", "--config", Repository.Pack("L0_minimal"), "--cluster-port", $"{port}"]);
        Assert.Equal(3, await process.WaitForExitAsync());
        Assert.StartsWith($"Port {port} is taken", process.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_and_secret_let_in_who_has_both()
    {
        MakeCertificate("cluster.pfx");
        MakeCertificate("another.pfx");
        await File.WriteAllTextAsync(_folder["secret"], "sesame\n");
        await using var experiment = Start(["train", "--experiment-name", "safe", "--config", Repository.Pack("L0_minimal"), "--runs", "3", "--parallel", "1", "--episodes", "100", "--cluster-port", $"{_port}", "--cluster-certificate", "cluster.pfx", "--cluster-secret-file", "secret"]);
        await experiment.WaitForLineAsync(" starts.");

        await using (var guesser = StartWorker("guesser", "cluster.pfx", "open"))
        {
            Assert.Equal(2, await guesser.WaitForExitAsync());
            Assert.StartsWith("The worker's secret is not the coordinator's.", guesser.ErrorText, StringComparison.Ordinal);
            await experiment.WaitForLineAsync("A worker may not join: The worker's secret is not the coordinator's.");
        }

        await using var stranger = StartWorker("stranger", "another.pfx", "sesame");
        await using var plain = StartWorker("plain", null, "sesame");
        await using var friend = StartWorker("friend", "cluster.pfx", "sesame");
        await experiment.WaitForLineAsync("friend joins");
        await stranger.WaitForLineAsync("does not answer");
        await plain.WaitForLineAsync("does not answer");
        Assert.Equal(0, await experiment.WaitForExitAsync());
        Assert.DoesNotContain(experiment.Messages, message => message.Contains("stranger", StringComparison.Ordinal) || message.Contains("plain", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Garbage_on_the_port_harms_nobody()
    {
        await using var experiment = Start(["train", "--experiment-name", "open", "--config", Repository.Pack("L0_minimal"), "--runs", "2", "--parallel", "1", "--episodes", "60", "--cluster-port", $"{_port}"]);
        await experiment.WaitForLineAsync(" starts.");
        byte[][] garbage =
        [
            Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
            [0xff, 0xff, 0xff, 0x7f, 1, 2, 3],
            [0, 0, 0, 0],
            [8, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8],
            RandomNumberGenerator.GetBytes(100_000),
        ];
        for (var round = 0; round < 5; round++)
        {
            foreach (var bytes in garbage)
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", _port);
                var stream = client.GetStream();
                try
                {
                    await stream.WriteAsync(bytes);
                    client.Client.Shutdown(SocketShutdown.Send);
                    await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false).AsTask().WaitAsync(TimeSpan.FromSeconds(1));
                }
                catch (Exception thrownOut) when (thrownOut is IOException or SocketException or TimeoutException)
                {
                    // So it should be.
                }
            }
        }

        Assert.Equal(0, await experiment.WaitForExitAsync());
        Assert.Equal("", experiment.ErrorText);
        Assert.DoesNotContain(experiment.Messages, message => message.StartsWith("[Supervisor]", StringComparison.Ordinal));
    }

    private TownletProcess StartWorker(string name, string? certificate, string secret) => Start(
        ["worker", "--join", $"127.0.0.1:{_port}", "--root", _folder[name], "--node", name, "--slots", "1", .. certificate is null ? [] : (string[])["--cluster-certificate", certificate]],
        ("TOWNLET_CLUSTER_SECRET", secret));

    private TownletProcess Start(IEnumerable<string> arguments, params (string Name, string Value)[] environment) => TownletProcess.Start(
        Repository.Program, arguments, _folder.Path, environment.Append(("TOWNLET_CLUSTER_CERTIFICATE_PASSWORD", Password)).ToDictionary(variable => variable.Item1, variable => variable.Item2));

    private void MakeCertificate(string file)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=townlet", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllBytes(_folder[file], certificate.Export(X509ContentType.Pkcs12, Password));
    }
}
