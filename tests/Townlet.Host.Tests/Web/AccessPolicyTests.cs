using System.Net;
using Microsoft.AspNetCore.Http;
using Townlet.Host.Web;

namespace Townlet.Host.Tests.Web;

public sealed class AccessPolicyTests
{
    [Theory]
    [InlineData("localhost:8766", "")]
    [InlineData("LOCALHOST", "http://Localhost:5173")]
    [InlineData("127.0.0.1:8766", "http://127.0.0.1:1")]
    [InlineData("127.8.9.10", "https://127.0.0.1")]
    [InlineData("[::1]:8766", "http://[::1]:5173")]
    public void Loopback_may_talk_to_loopback_from_any_port(string host, string origin) =>
        Assert.Null(Policy("127.0.0.1").Refuse(Request(host, origin)));

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.168.1.7:8766")]
    [InlineData("")]
    public void Foreign_name_is_refused(string host) =>
        Assert.NotNull(Policy("127.0.0.1").Refuse(Request(host, "")));

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("http://localhost@evil.example")]
    [InlineData("null")]
    [InlineData("localhost")]
    public void Foreign_origin_is_refused(string origin) =>
        Assert.NotNull(Policy("127.0.0.1").Refuse(Request("localhost:8766", origin)));

    [Fact]
    public void Listed_origin_is_welcome()
    {
        var policy = Policy("127.0.0.1", "https://classroom.example:443/");
        Assert.Null(policy.Refuse(Request("localhost", "https://classroom.example")));
        Assert.NotNull(policy.Refuse(Request("localhost", "http://classroom.example")));
        Assert.NotNull(policy.Refuse(Request("localhost", "https://classroom.example:8443")));
    }

    [Theory]
    [InlineData("192.168.1.7:8766", "http://192.168.1.7:5173", true)]
    [InlineData("localhost", "", true)]
    [InlineData("192.168.1.8", "", true)]
    [InlineData("evil.example", "", false)]
    [InlineData("192.168.1.7", "http://192.168.1.8", false)]
    public void Bound_address_is_a_name_of_its_own(string host, string origin, bool welcome) =>
        Assert.Equal(welcome, Policy("192.168.1.7").Refuse(Request(host, origin)) is null);

    [Theory]
    [InlineData("school-pc:8766", "http://school-pc:5173", true)]
    [InlineData("school-pc:8766", "", true)]
    [InlineData("SCHOOL-PC.local", "http://school-pc.local:5173", true)]
    [InlineData("school-pc.school.example", "", true)]
    [InlineData("192.168.1.7:8766", "http://192.168.1.7:5173", true)]
    [InlineData("[fd00::7]:8766", "http://[fd00::7]:5173", true)]
    [InlineData("localhost", "", true)]
    [InlineData("school-pc:8766", "http://evil.example", false)]
    [InlineData("192.168.1.7", "http://6.6.6.6", false)]
    [InlineData("evil.example", "", false)]
    [InlineData("evil.example", "http://evil.example", false)]
    [InlineData("school-pc.evil.example", "", false)]
    [InlineData("", "", false)]
    public void On_all_addresses_the_machine_answers_to_its_addresses_and_its_own_name(string host, string origin, bool welcome)
    {
        Assert.Equal(welcome, Policy("0.0.0.0").Refuse(Request(host, origin)) is null);
        Assert.Equal(welcome, Policy("::").Refuse(Request(host, origin)) is null);
    }

    [Fact]
    public void Refused_name_is_told_with_the_option_that_adds_it_and_then_is_welcome()
    {
        Assert.Contains("--allow-origin http://town.example", Policy("0.0.0.0").Refuse(Request("town.example", "")), StringComparison.Ordinal);
        var policy = Policy("0.0.0.0", "http://town.example");
        Assert.Null(policy.Refuse(Request("town.example:8766", "http://town.example")));
        Assert.Contains("town.example", policy.Names);
    }

    [Theory]
    [InlineData("file://localhost")]
    [InlineData("chrome-extension://localhost")]
    [InlineData("ws://localhost")]
    [InlineData("http://localhost.")]
    public void Origin_that_is_not_of_the_web_is_foreign(string origin) =>
        Assert.NotNull(Policy("127.0.0.1").Refuse(Request("localhost:8766", origin)));

    [Fact]
    public void On_loopback_nobody_needs_a_token()
    {
        var policy = Policy("127.0.0.1");
        Assert.Null(policy.Token);
        Assert.True(policy.MayCommand(Request("localhost", "")));
    }

    [Fact]
    public void Elsewhere_the_token_opens_by_header_or_address()
    {
        var policy = Policy("0.0.0.0");
        Assert.Matches("^[0-9a-f]{32}$", policy.Token);
        Assert.True(policy.MayCommand(Request("pc", "", authorization: $"Bearer {policy.Token}")));
        Assert.True(policy.MayCommand(Request("pc", "", authorization: $"bearer {policy.Token}")));
        Assert.True(policy.MayCommand(Request("pc", "", authorization: $"BEARER  {policy.Token}")));
        Assert.True(policy.MayCommand(Request("pc", "", query: $"?token={policy.Token}")));

        Assert.False(policy.MayCommand(Request("pc", "")));
        Assert.False(policy.MayCommand(Request("pc", "", authorization: policy.Token)));
        Assert.False(policy.MayCommand(Request("pc", "", authorization: "Bearer ", query: $"?token={policy.Token}")));
        Assert.False(policy.MayCommand(Request("pc", "", query: $"?token={policy.Token![1..]}")));
    }

    [Fact]
    public void Each_run_has_another_token() => Assert.NotEqual(Policy("0.0.0.0").Token, Policy("0.0.0.0").Token);

    private static AccessPolicy Policy(string host, params string[] allowed) => new(IPAddress.Parse(host), host, allowed, "school-pc.school.example");

    private static HttpRequest Request(string host, string origin, string? authorization = null, string query = "")
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString(host);
        request.QueryString = new QueryString(query);
        if (origin.Length > 0)
        {
            request.Headers.Origin = origin;
        }

        request.Headers.Authorization = authorization;
        return request;
    }
}
