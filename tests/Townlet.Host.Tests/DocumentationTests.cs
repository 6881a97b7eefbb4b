using System.CommandLine;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Akka.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Townlet.Actors.Supervision;
using Townlet.Actors.Telemetry;
using Townlet.Host.Commands;

namespace Townlet.Host.Tests;

/// <summary>Documents and program must list the same options, settings and metrics.</summary>
public partial class DocumentationTests
{
    private static readonly string[] _generic = ["--help", "--version"];

    /// <summary>Options of other programs that the README mentions.</summary>
    private static readonly string[] _foreign = ["--logdir", "--kills"];

    public static TheoryData<string> Documents => new(
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md"), Path.Combine(Repository.Root, "README.md"), Path.Combine(Repository.Root, "deploy", "README.md")]);

    [Fact]
    public void Readme_lists_the_options_of_run() => Assert.Equal(OptionsOf("run"), OptionsIn("README.md", "### Options of `run`"));

    [Fact]
    public void Manual_workflow_lists_the_options_of_serve() => Assert.Equal(OptionsOf("serve"), OptionsIn("docs/manual-workflow.md", "### The server"));

    [Fact]
    public void Readme_names_every_command()
    {
        var readme = Read("README.md");
        Assert.All(Program().Subcommands, command => Assert.Contains($"| `townlet {command.Name}", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Readme_knows_every_option_and_no_other()
    {
        var known = Program().Subcommands.SelectMany(command => OptionsOf(command.Name)).ToHashSet();
        var told = OptionName().Matches(Read("README.md")).Select(match => match.Value).Except(_foreign).ToHashSet();

        Assert.Empty(known.Except(told));
        Assert.Empty(told.Except(known));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_command_line_that_is_shown_is_understood(string path)
    {
        foreach (var line in File.ReadAllLines(path).Where(line => line.StartsWith("    ./townlet ", StringComparison.Ordinal)))
        {
            var words = line.Split("./townlet ")[1].Split([" > ", " | ", "    "], StringSplitOptions.None)[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(Program().Parse(words).Errors.Count == 0, $"{line}: {string.Join(' ', Program().Parse(words).Errors)}");
        }
    }

    [Fact]
    public void Operations_lists_every_setting_with_its_value()
    {
        var settings = ConfigurationFactory.ParseString(Read("HOCON.conf"));
        var documented = Rows("docs/operations.md", "## Settings of the actor system", "### The way down").ToDictionary(row => row[0].Trim('`'), row => row[1].Trim('`'));
        var actual = Leaves(settings.GetConfig("townlet")).ToDictionary(leaf => leaf.Key.Replace(".dispatcher.type", ".dispatcher", StringComparison.Ordinal), leaf => leaf.Value);
        Assert.Equal(actual.OrderBy(setting => setting.Key), documented.OrderBy(setting => setting.Key));

        var phases = Rows("docs/operations.md", "### The way down", "## ").ToDictionary(row => row[0].Trim('`'), row => row[1]);
        Assert.Equal(ShutdownPhases.InOrder.Select(phase => phase.Phase), phases.Keys);
        Assert.All(phases, phase => Assert.Equal(settings.GetString($"akka.coordinated-shutdown.phases.{phase.Key}.timeout"), phase.Value));
    }

    [Fact]
    public void Operations_lists_every_metric()
    {
        using var services = new ServiceCollection().AddMetrics().AddSingleton<RunInstruments>().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var names = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => Note(instrument) };
        listener.Start();
        services.GetRequiredService<RunInstruments>();

        var documented = Rows("docs/operations.md", "## Metrics", "## ").SelectMany(row => MetricName().Matches(row[0]).Select(match => match.Value));
        Assert.Equal(names.Order(), documented.Order());

        void Note(Instrument instrument)
        {
            if (instrument.Meter.Scope == meters)
            {
                names.Add(PrometheusName(instrument));
            }
        }
    }

    /// <summary>Converts names and units to those of Prometheus, as the OpenTelemetry specification says.</summary>
    private static string PrometheusName(Instrument instrument)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        var kind = instrument is Counter<int> or Counter<long> ? "_total" : "";
        return instrument.Name.Replace('.', '_') + unit + kind;
    }

    private static Command Program() => TownletCommandLine.Create(new RunOptions(_ => null));

    private static IEnumerable<string> OptionsOf(string command) =>
        Program().Subcommands.Single(found => found.Name == command).Options.SelectMany(option => option.Aliases.Prepend(option.Name))
            .Where(name => name.StartsWith("--", StringComparison.Ordinal) && !_generic.Contains(name)).Order();

    private static IEnumerable<string> OptionsIn(string document, string heading) =>
        Rows(document, heading, "##").SelectMany(row => OptionName().Matches(row[0]).Select(match => match.Value)).Order();

    /// <summary>Cells of the table rows between a heading and the next one of the same level.</summary>
    private static IEnumerable<string[]> Rows(string document, string heading, string next) =>
        Read(document).Split('\n')
            .SkipWhile(line => line != heading).Skip(1)
            .TakeWhile(line => !line.StartsWith(next, StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Replace(@"\|", "¦", StringComparison.Ordinal).Split('|', StringSplitOptions.TrimEntries)[1..^1]);

    private static IEnumerable<(string Key, string Value)> Leaves(Config config) =>
        config.AsEnumerable().SelectMany(pair => Leaves(pair.Key, pair.Value));

    private static IEnumerable<(string Key, string Value)> Leaves(string path, Akka.Configuration.Hocon.HoconValue value) => value.IsObject()
        ? value.GetObject().Items.SelectMany(child => Leaves($"{path}.{child.Key}", child.Value))
        : [(path, value.GetString())];

    private static string Read(string document) => File.ReadAllText(Path.Combine(Repository.Root, document));

    [GeneratedRegex("--[a-z][a-z-]+")]
    private static partial Regex OptionName();

    [GeneratedRegex("townlet_[a-z_]+")]
    private static partial Regex MetricName();
}
