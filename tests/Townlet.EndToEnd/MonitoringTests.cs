using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;
using Townlet.EndToEnd.Wire;

namespace Townlet.EndToEnd;

public sealed partial class MonitoringTests : IDisposable
{
    private static readonly string _deploy = Path.Combine(Repository.Root, "deploy");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PrometheusFact]
    public async Task Prometheus_reads_the_town_and_answers_every_question_of_the_dashboard()
    {
        await using var town = await Town.StartAndWaitAsync("--no-frontend", "--config", "configs/L0_minimal", "--episodes", "1000000");
        var port = Ports.Free();
        await using var prometheus = await StartPrometheusAsync(town.Port, port);

        var counted = await ValueAsync(town, port, "sum(townlet_episodes_total)", value => value > 0);
        Assert.InRange(counted, 1, (await town.TrainingAsync()).GetProperty("current_episode").GetInt32());
        Assert.Equal(1, await ValueAsync(town, port, "townlet_component_ready{component=\"trainer\"}", double.IsFinite));
        Assert.Equal(1, await ValueAsync(town, port, "townlet_training_running", double.IsFinite));
        await ValueAsync(town, port, "sum(rate(townlet_survival_steps_sum[1m])) / sum(rate(townlet_survival_steps_count[1m]))", value => value is > 10 and < 1000);
        await ValueAsync(town, port, "townlet_checkpoint_size_bytes", value => value > 1_000_000);
        foreach (var question in DashboardQuestions())
        {
            var answer = await AskAsync(town, port, question);
            Assert.True(answer.GetProperty("status").GetString() == "success", $"{question}: {answer}");
        }
    }

    [Fact]
    public async Task Every_metric_of_the_dashboard_and_the_documents_is_told()
    {
        await using var town = await Town.StartAndWaitAsync("--no-frontend", "--config", "configs/L0_minimal", "--episodes", "1000000");
        await town.Process.WaitForLineAsync("Episodes 1-100: ");
        await using var viewer = await WireClient.ConnectAsync(town.Port);
        var told = "";
        // The metrics of the viewer, a learner step and a checkpoint come a moment later than the others.
        string[] late = ["townlet_viewers{otel_scope_name=\"Townlet\"} 1", "townlet_loss{", "townlet_checkpoint_size_bytes{"];
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        using var deadline = new CancellationTokenSource(Deadline.Generous);
        while (!late.All(part => told.Contains(part, StringComparison.Ordinal)))
        {
            Assert.False(deadline.IsCancellationRequested, $"/metrics lacks one of {string.Join(", ", late)}:\n{told}");
            await look.WaitForNextTickAsync();
            told = await town.Http.GetStringAsync(town.Address("/metrics"));
        }

        var names = told.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('{', ' ')[0]).ToHashSet();
        var wanted = DashboardQuestions().Append(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "operations.md")))
            .SelectMany(text => MetricName().Matches(text).Select(match => match.Value)).Distinct().ToList();
        Assert.InRange(wanted.Count, 15, 40);
        Assert.All(wanted, name => Assert.True(names.Contains(name) || names.Contains($"{name}_count"), $"/metrics does not tell {name}:\n{told}"));
    }

    /// <summary>Uses the shipped configuration, with another port.</summary>
    private async Task<TownletProcess> StartPrometheusAsync(int townPort, int port)
    {
        var settings = _folder["prometheus.yml"];
        var shipped = await File.ReadAllTextAsync(Path.Combine(_deploy, "prometheus", "local.yml"));
        Assert.Contains("localhost:8766", shipped, StringComparison.Ordinal);
        await File.WriteAllTextAsync(settings, shipped.Replace("localhost:8766", $"localhost:{townPort}", StringComparison.Ordinal).Replace("scrape_interval: 5s", "scrape_interval: 1s", StringComparison.Ordinal).Replace("scrape_timeout: 4s", "scrape_timeout: 1s", StringComparison.Ordinal));
        var prometheus = TownletProcess.Start(
            "prometheus", [$"--config.file={settings}", $"--storage.tsdb.path={_folder["data"]}", $"--web.listen-address=127.0.0.1:{port}"], _folder.Path);
        await prometheus.WaitForLineAsync("Server is ready to receive web requests.");
        return prometheus;
    }

    private static async Task<double> ValueAsync(Town town, int port, string question, Predicate<double> fits)
    {
        var value = double.NaN;
        var last = default(JsonElement);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        using var deadline = new CancellationTokenSource(Deadline.Generous);
        while (!fits(value))
        {
            Assert.False(deadline.IsCancellationRequested, $"{question} was answered by {last}");
            last = await AskAsync(town, port, question);
            value = last.GetProperty("data").GetProperty("result").EnumerateArray()
                .Select(series => double.Parse(series.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture)).FirstOrDefault(double.NaN);
            await look.WaitForNextTickAsync();
        }

        return value;
    }

    private static async Task<JsonElement> AskAsync(Town town, int port, string question)
    {
        using var answer = await town.Http.GetAsync(new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}/api/v1/query?query={Uri.EscapeDataString(question)}")));
        return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;
    }

    /// <summary>Replaces Grafana's variables as Grafana does.</summary>
    private static List<string> DashboardQuestions()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_deploy, "grafana", "dashboards", "townlet.json")));
        return [.. Expressions(dashboard.RootElement).Select(question => GrafanaVariable().Replace(question, "1m"))];
    }

    private static IEnumerable<string> Expressions(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Expressions),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => property is { Name: "expr", Value.ValueKind: JsonValueKind.String }
            ? [property.Value.GetString()!]
            : Expressions(property.Value)),
        _ => [],
    };

    [GeneratedRegex(@"\$__\w+|\$\{?\w+\}?")]
    private static partial Regex GrafanaVariable();

    [GeneratedRegex("townlet_[a-z_]+[a-z]")]
    private static partial Regex MetricName();
}
