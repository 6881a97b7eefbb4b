using System.Net;
using System.Net.Sockets;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Wire;

namespace Townlet.EndToEnd;

/// <summary>More who want to watch than the program has handles for.</summary>
public sealed class CrowdTests
{
    [Fact]
    public async Task Thousand_viewers_and_four_hundred_idle_connections_harm_no_run_that_may_open_1024_files()
    {
        using var folder = new TemporaryFolder();
        using var deadline = new CancellationTokenSource(Deadline.Generous);
        using var http = new HttpClient();
        var port = Ports.Free();
        await using var town = TownletProcess.Start(
            "bash",
            ["-c", "ulimit -n 1024; exec \"$@\"", "bash", Repository.Program, "run", "--config", Repository.Pack("L0_minimal"), "--episodes", "1000000", "--no-frontend", "--port", $"{port}", "--checkpoint-dir", folder["run"]],
            Repository.Root);
        await town.WaitForLineAsync("All systems operational");
        await using var first = await WireClient.ConnectAsync(port);
        List<RawViewer> viewers = [];
        List<TcpClient> idle = [];
        var cutOff = 0;
        try
        {
            for (var number = 0; number < 1000; number++)
            {
                try
                {
                    viewers.Add(await RawViewer.ConnectAsync(port, deadline.Token));
                }
                catch (IOException)
                {
                    cutOff++;
                }
            }

            var refused = viewers.Where(viewer => viewer.Status == 503).ToList();
            Assert.InRange(viewers.Count(viewer => viewer.Status == 101), 400, 600);
            Assert.InRange(refused.Count, 400, 600);
            Assert.All(refused, viewer => Assert.Contains("Retry-After: ", viewer.Answer, StringComparison.Ordinal));
            Assert.Equal(0, cutOff);
            for (var number = 0; number < 400; number++)
            {
                idle.Add(new TcpClient("127.0.0.1", port));
            }

            await first.WaitForAsync("episode_complete", first.Count);
            await first.WaitForAsync("state_update", first.Count);
        }
        finally
        {
            viewers.ForEach(viewer => viewer.Dispose());
            idle.ForEach(connection => connection.Dispose());
        }

        await using var late = await WireClient.ConnectAgainAsync(port);
        await late.WaitForAsync("state_update");
        using var status = await http.GetAsync($"http://127.0.0.1:{port}/health/ready");
        Assert.Equal(HttpStatusCode.OK, status.StatusCode);
        Assert.Single(town.Messages, message => message.Contains("places for viewers are taken", StringComparison.Ordinal));
        town.Signal(Signals.Terminate);
        Assert.Equal(0, await town.WaitForExitAsync());
        Assert.NotEmpty(Directory.EnumerateFiles(folder["run/checkpoints"]));
    }
}
