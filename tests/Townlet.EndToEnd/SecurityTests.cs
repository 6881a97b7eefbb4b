using System.Net;
using System.Net.WebSockets;
using Townlet.EndToEnd.Towns;
using Townlet.EndToEnd.Wire;

namespace Townlet.EndToEnd;

public sealed class SecurityTests(WatchedTown watched) : IClassFixture<WatchedTown>
{
    private readonly Town _town = watched.Town;

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("https://localhost.evil.example")]
    [InlineData("http://192.168.1.7:5173")]
    [InlineData("null")]
    public async Task Page_from_elsewhere_is_refused(string origin)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(_town, origin, host: null));
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => WireClient.ConnectAsync(_town.Port, origin: origin));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:8766")]
    [InlineData("192.168.1.7")]
    public async Task Foreign_name_for_this_server_is_refused(string host)
    {
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(_town, origin: null, host));
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => WireClient.ConnectAsync(_town.Port, host: host));
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:5173", "localhost:8766")]
    [InlineData("http://127.0.0.1:1234", "127.0.0.1")]
    [InlineData("http://[::1]:5173", "[::1]:8766")]
    public async Task Page_of_this_machine_is_welcome(string origin, string host)
    {
        Assert.Equal(HttpStatusCode.OK, await GetAsync(_town, origin, host));
        await using var viewer = await WireClient.ConnectAsync(_town.Port, origin: origin, host: host);
        await viewer.WaitForAsync("connected");
    }

    [Fact]
    public async Task Off_loopback_everybody_may_watch_and_only_who_knows_the_token_may_command()
    {
        await using var town = await Town.StartAndWaitAsync("--host", "0.0.0.0", "--no-frontend", "--allow-faults", "--allow-origin", "https://classroom.example");
        var line = await town.Process.WaitForLineAsync("needs the token ");
        var token = line.Text.Split(' ')[^1];
        Assert.True(token.Length >= 32);

        await using var stranger = await WireClient.ConnectAsync(town.Port);
        await stranger.WaitForAsync("state_update");
        await stranger.CommandAsync("pause_training");
        var (error, _) = await stranger.WaitForAsync("error");
        Assert.Contains("token", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await town.PostAsync("/api/faults/inference"));
        Assert.Equal(HttpStatusCode.Unauthorized, await town.PostAsync("/api/faults/inference?token=" + new string('0', token.Length)));

        await using var teacher = await WireClient.ConnectAsync(town.Port, "/ws?token=" + token);
        await teacher.CommandAsync("pause_training");
        await stranger.WaitForAsync("paused");
        using var post = new HttpRequestMessage(HttpMethod.Post, town.Address("/api/faults/inference"));
        post.Headers.Authorization = new("Bearer", token);
        using var answer = await town.Http.SendAsync(post);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);

        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(town, "http://evil.example", host: null));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(town, "https://classroom.example", host: null));
        // The page that another machine of the classroom got from this one.
        Assert.Equal(HttpStatusCode.OK, await GetAsync(town, "http://192.168.1.7:5173", "192.168.1.7:5173"));
    }

    [Fact]
    public async Task Page_hands_on_under_which_name_it_was_asked()
    {
        await using var town = await Town.StartAndWaitAsync("--host", "0.0.0.0");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{town.PagePort}/api/status");
        request.Headers.Host = $"192.168.1.7:{town.PagePort}";
        request.Headers.Add("Origin", $"http://192.168.1.7:{town.PagePort}");
        using var answer = await town.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Token_in_an_address_stands_in_no_log()
    {
        await using var town = await Town.StartAndWaitAsync("--host", "0.0.0.0", "--no-frontend", "--debug");
        var said = await town.Process.WaitForLineAsync("needs the token ");
        var token = said.Text.Split(' ')[^1];
        await using (var viewer = await WireClient.ConnectAsync(town.Port, "/ws?token=" + token))
        {
            await viewer.CommandAsync("pause_training");
            await viewer.WaitForAsync("paused");
        }

        await town.GetAsync("/api/status?token=" + token);
        Assert.Equal(HttpStatusCode.Accepted, await town.PostAsync("/api/training/resume?token=" + token));
        using (var raw = new System.Net.Sockets.TcpClient("127.0.0.1", town.Port))
        {
            await raw.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET /ws?token={token} HTTP/7.7\r\n\r\n"));
            Assert.NotEqual(0, await raw.GetStream().ReadAsync(new byte[1]));
        }

        await town.GetAsync("/health/live?last=1");
        await town.Process.WaitForLineAsync("/health/live");
        Assert.Equal(said, Assert.Single(town.Process.Lines, line => line.Text.Contains(token, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/api/status")]
    [InlineData("/api/episodes")]
    [InlineData("/api/transitions")]
    [InlineData("/api/visits")]
    [InlineData("/api/policies")]
    [InlineData("/metrics")]
    public async Task Head_is_answered_like_get_without_a_body(string path)
    {
        using var get = await _town.Http.GetAsync(_town.Address(path));
        using var request = new HttpRequestMessage(HttpMethod.Head, _town.Address(path));
        using var head = await _town.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal("", await head.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/status", null)]
    [InlineData("/nothing", null)]
    [InlineData("/api/status", "evil.example")]
    public async Task Every_answer_says_what_a_browser_may_do_with_it(string path, string? host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _town.Address(path));
        request.Headers.Host = host;
        using var answer = await _town.Http.SendAsync(request);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.NotEqual("", Assert.Single(answer.Headers.GetValues("Townlet-Instance")));
    }

    private static async Task<HttpStatusCode> GetAsync(Town town, string? origin, string? host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, town.Address("/api/status"));
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var answer = await town.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
