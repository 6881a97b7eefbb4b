using System.CommandLine;
using Townlet.Configuration.Settings;
using Townlet.Host.Commands;

namespace Townlet.Host.Tests.Commands;

public sealed class TownletCommandLineTests
{
    private readonly Dictionary<string, string> _environment = [];

    [Fact]
    public void Nothing_said_leaves_everything_to_pack_and_defaults()
    {
        var settings = Settings();
        Assert.Equal(new RunSettings { AllowedOrigins = settings.AllowedOrigins }, settings);
        Assert.Equal("127.0.0.1", settings.Host);
        Assert.Empty(settings.AllowedOrigins);
    }

    [Fact]
    public void Every_option_arrives()
    {
        var settings = Settings(
            "run", "--config", "pack", "--episodes", "7", "--checkpoint-dir", "runs/x", "--port", "1000", "--frontend-port", "2000", "--no-browser", "--no-frontend",
            "--fixed-ports", "--stay", "--debug", "--allow-faults", "--host", "0.0.0.0", "--allow-origin", "https://a.example", "--allow-origin", "https://b.example:8443",
            "--seed", "18446744073709551615", "--device", "cpu", "--frontend", "built", "--log-format", "json");
        Assert.Equal(["https://a.example", "https://b.example:8443"], settings.AllowedOrigins);
        Assert.Equal(
            new RunSettings
            {
                Config = "pack",
                Episodes = 7,
                CheckpointDirectory = "runs/x",
                Port = 1000,
                FrontendPort = 2000,
                NoBrowser = true,
                NoFrontend = true,
                FixedPorts = true,
                Stay = true,
                Debug = true,
                AllowFaults = true,
                Host = "0.0.0.0",
                AllowedOrigins = settings.AllowedOrigins,
                Seed = ulong.MaxValue,
                Device = DeviceKind.Cpu,
                BuiltPage = true,
                JsonLog = true,
            },
            settings);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("train")]
    public void Options_of_an_experiment_arrive(string command)
    {
        var settings = Settings(
            command, "--config", "one", "--config", "two", "--experiment-name", "gamma", "--runs", "5", "--parallel", "3", "--vary", "population.gamma=0.95,0.99", "--vary", "population.n_step=1,5");
        Assert.True(settings.AsksForExperiment());
        Assert.Equal(("one", "gamma", 5, 3), (settings.Config, settings.ExperimentName, settings.Runs, settings.Parallel));
        Assert.Equal(["two"], settings.MoreConfigs);
        Assert.Equal(["population.gamma=0.95,0.99", "population.n_step=1,5"], settings.Vary);
        Assert.False(Settings(command, "--config", "one").AsksForExperiment());
    }

    [Fact]
    public void Word_run_may_be_left_out() => Assert.Equal(7, Settings("--episodes", "7").Episodes);

    [Fact]
    public void Training_alone_takes_the_options_that_make_sense_without_a_server()
    {
        var parsed = Parse(out var options, ["train", "--config", "pack", "--episodes", "7", "--checkpoint-dir", "runs/x", "--seed", "3", "--device", "cpu", "--debug"]);
        Assert.Empty(parsed.Errors);
        var settings = options.Settings(parsed);
        Assert.Equal(
            new RunSettings { Config = "pack", Episodes = 7, CheckpointDirectory = "runs/x", Seed = 3, Device = DeviceKind.Cpu, Debug = true, AllowedOrigins = settings.AllowedOrigins },
            settings);
        Assert.NotEmpty(Parse(out _, ["train", "--port", "1000"]).Errors);
        Assert.NotEmpty(Parse(out _, ["train", "--no-frontend"]).Errors);
    }

    [Fact]
    public void Serving_takes_the_options_that_make_sense_without_training()
    {
        var parsed = Parse(out var options, ["serve", "--run", "runs/x", "--port", "1000", "--no-frontend", "--log-format", "text"]);
        Assert.Empty(parsed.Errors);
        var settings = options.Settings(parsed);
        Assert.Equal(new RunSettings { Run = "runs/x", Port = 1000, NoFrontend = true, AllowedOrigins = settings.AllowedOrigins }, settings);
        Assert.NotEmpty(Parse(out _, ["serve", "--episodes", "1000"]).Errors);
        Assert.NotEmpty(Parse(out _, ["run", "--run", "runs/x"]).Errors);
    }

    [Theory]
    [InlineData("--frontend", "dev or built")]
    [InlineData("--log-format", "text or json")]
    [InlineData("--device", "cpu, cuda or auto")]
    public void Choice_names_what_there_is(string option, string choices) =>
        Assert.Contains($"{option} must be {choices}, not 'other'.", Assert.Single(Parse(out _, ["run", option, "other"]).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void Port_has_two_names() => Assert.Equal(1000, Settings("--inference-port", "1000").Port);

    [Theory]
    [InlineData()]
    [InlineData("run")]
    public void Environment_stands_in_for_an_option(params string[] arguments)
    {
        _environment["TOWNLET_FRONTEND_PORT"] = "2000";
        _environment["TOWNLET_CHECKPOINT_DIR"] = "runs/x";
        _environment["TOWNLET_NO_BROWSER"] = "1";
        _environment["TOWNLET_ALLOW_ORIGIN"] = "https://a.example, https://b.example";
        var settings = Settings(arguments);
        Assert.Equal(2000, settings.FrontendPort);
        Assert.Equal("runs/x", settings.CheckpointDirectory);
        Assert.True(settings.NoBrowser);
        Assert.Equal(["https://a.example", "https://b.example"], settings.AllowedOrigins);
    }

    [Fact]
    public void Option_goes_before_the_environment()
    {
        _environment["TOWNLET_PORT"] = "2000";
        _environment["TOWNLET_STAY"] = "yes";
        var settings = Settings("run", "--port", "3000", "--stay", "false");
        Assert.Equal(3000, settings.Port);
        Assert.False(settings.Stay);
    }

    [Fact]
    public void Empty_variable_says_nothing()
    {
        _environment["TOWNLET_PORT"] = "";
        Assert.Null(Settings("run").Port);
    }

    [Theory]
    [InlineData("train")]
    [InlineData("validate", "pack")]
    [InlineData("runs")]
    [InlineData("eval", "--policy", "random")]
    [InlineData("simulate", "--config", "pack", "--actions", "-")]
    public void Command_reads_no_variable_of_options_that_it_does_not_have(params string[] arguments)
    {
        _environment["TOWNLET_PORT"] = "no number";
        _environment["TOWNLET_RUN"] = "runs/x";
        var settings = Settings(arguments);
        Assert.Null(settings.Port);
        Assert.Null(settings.Run);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("serve")]
    public void Addresses_of_services_are_no_settings(string command)
    {
        _environment["TOWNLET_PORT"] = "tcp://10.43.7.62:8766";
        _environment["TOWNLET_FRONTEND_PORT"] = "udp://10.43.7.63:5173";
        _environment["TOWNLET_SERVICE_HOST"] = "10.43.7.62";
        _environment["TOWNLET_SERVICE_PORT"] = "8766";
        _environment["TOWNLET_PORT_8766_TCP_ADDR"] = "10.43.7.62";
        var settings = Settings(command);
        Assert.Null(settings.Port);
        Assert.Null(settings.FrontendPort);
        Assert.NotEmpty(Parse(out _, [command, "--port", "tcp://10.43.7.62:8766"]).Errors);
    }

    [Theory]
    [InlineData("--episodes must be a whole number from 1 to 2147483647, not '0'.", "--episodes", "0")]
    [InlineData("--episodes must be a whole number from 1 to 2147483647, not '1e3'.", "--episodes", "1e3")]
    [InlineData("--port must be a whole number from 1 to 65535, not '-1'.", "--port", "-1")]
    [InlineData("--seed must be a whole number from 0 to 18446744073709551615, not '-1'.", "--seed", "-1")]
    [InlineData("--device must be cpu, cuda or auto, not 'tpu'.", "--device", "tpu")]
    [InlineData("--host must be an IP address such as 127.0.0.1 or 0.0.0.0, not 'home'.", "--host", "home")]
    [InlineData("--allow-origin must be an origin such as https://classroom.example, not 'a.example'.", "--allow-origin", "a.example")]
    [InlineData("--checkpoint-dir must be a path, not ''.", "--checkpoint-dir", "")]
    public void Wrong_value_is_said_in_a_sentence(string sentence, params string[] arguments) =>
        Assert.Equal([sentence], Parse(out _, ["run", .. arguments]).Errors.Select(error => error.Message));

    [Theory]
    [InlineData("TOWNLET_EPISODES", "many", "TOWNLET_EPISODES must be a whole number from 1 to 2147483647, not 'many'.")]
    [InlineData("TOWNLET_STAY", "maybe", "TOWNLET_STAY must be true or false, not 'maybe'.")]
    public void Wrong_variable_is_said_by_its_name(string name, string value, string sentence)
    {
        _environment[name] = value;
        Assert.Equal([sentence], Parse(out _, ["run"]).Errors.Select(error => error.Message));
    }

    [Fact]
    public void Every_option_has_words_of_help() =>
        Assert.All(new RunOptions(_ => null).All, option => Assert.False(string.IsNullOrWhiteSpace(option.Description)));

    private RunSettings Settings(params string[] arguments)
    {
        var parsed = Parse(out var options, arguments);
        Assert.Empty(parsed.Errors);
        return options.Settings(parsed);
    }

    private ParseResult Parse(out RunOptions options, string[] arguments)
    {
        options = new RunOptions(_environment.GetValueOrDefault);
        return TownletCommandLine.Create(options).Parse(arguments);
    }
}
