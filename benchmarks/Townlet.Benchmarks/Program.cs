using System.CommandLine;
using Townlet;
using Townlet.Benchmarks;
using Townlet.Benchmarks.Reliability;
using Townlet.Benchmarks.Speed;
using Townlet.Benchmarks.TorchTwins;

var root = new RootCommand("Every figure that this project claims, as a command.")
{
    SpeedCommand(),
    TorchCommand(),
    SurvivalCommand(),
    LearningCommand(),
    CurveCommand(),
    RewardCommand(),
    ResumeCommand(),
    CrashesCommand(),
    HangsCommand(),
    SoakCommand(),
    ShutdownCommand(),
    TerminalsCommand(),
    RunsCommand(),
    PageCommand(),
};
return root.Parse(args).Invoke();

static Command SpeedCommand()
{
    var rows = new Argument<string[]>("ROW") { Description = "Rows of the table to measure; all if none is named.", Arity = ArgumentArity.ZeroOrMore }.AcceptOnlyFromAmong([.. SpeedTable.Rows]);
    var command = new Command("speed", "Measures speed and memory and compares them with the targets: town, learner step, training, checkpoint, viewers, start and stop, memory. Exit code 1 if a required target is missed.") { rows };
    command.SetAction(async (parsed, _) => await SpeedTable.RunAsync(parsed.GetRequiredValue(rows)) ? 0 : 1);
    return command;
}

static Command TorchCommand()
{
    var command = new Command("torch", "Measures torch on the CPU beside the managed code, in turns and on one thread: its fused LSTM, dense layers with a backward pass written by hand, and whole learner steps.");
    command.SetAction(_ => TorchComparison.Run());
    return command;
}

static Command SurvivalCommand()
{
    var run = new Argument<string>("RUN") { Description = "The run's folder." };
    var command = new Command("survival", "Compares the first and last lives of a finished run with an agent that acts randomly.") { run };
    command.SetAction(parsed => SurvivalBenchmark.Run(parsed.GetRequiredValue(run)));
    return command;
}

static Command LearningCommand()
{
    var pack = new Argument<string>("PACK") { Description = "The pack's folder." };
    var episodes = new Option<int>("--episodes") { Description = "Lives to train for.", Required = true };
    var every = new Option<int>("--every") { Description = "Number of lives between two trials of the policy.", DefaultValueFactory = _ => 100 };
    var seeds = new Option<ulong[]>("--seeds") { Description = "Seeds to train from, one run per seed.", DefaultValueFactory = _ => [1, 2, 3], AllowMultipleArgumentsPerToken = true };
    var set = new Option<string[]>("--set") { Description = "Changes to the pack, as section.key=value.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
    var label = new Option<string>("--label") { Description = "Name of the result.", DefaultValueFactory = _ => "shipped" };
    var results = new Option<string>("--results") { Description = "Comma-separated file to add results to.", DefaultValueFactory = _ => "benchmarks/results/learning.csv" };
    var command = new Command("learning", "Measures how long the policies of a pack live, greedily and at multiplier 1.0, as training continues.") { pack, episodes, every, seeds, set, label, results };
    command.SetAction(parsed =>
        new LearningBenchmark(
            ChangedPack.Read(parsed.GetRequiredValue(pack), parsed.GetRequiredValue(set)),
            parsed.GetValue(episodes),
            parsed.GetValue(every),
            parsed.GetRequiredValue(results)).Run(parsed.GetRequiredValue(seeds), parsed.GetRequiredValue(label)));
    return command;
}

static Command CurveCommand()
{
    var results = new Argument<string>("RESULTS") { Description = "File that the learning benchmark wrote." };
    var image = new Argument<string>("IMAGE") { Description = "SVG file to write; an old one is overwritten." };
    var pack = new Option<string>("--pack") { Description = "Pack of the runs to draw.", Required = true };
    var label = new Option<string>("--label") { Description = "Label of the runs to draw.", DefaultValueFactory = _ => "shipped" };
    var target = new Option<double?>("--target") { Description = "Target survival, drawn as a dashed line; no line if left out." };
    var ceiling = new Option<double>("--ceiling") { Description = "Top of the scale.", DefaultValueFactory = _ => 500 };
    var command = new Command("curve", "Draws survival over lives trained, one line per seed.") { results, image, pack, label, target, ceiling };
    command.SetAction(parsed => SurvivalCurve.Draw(
        parsed.GetRequiredValue(results), parsed.GetRequiredValue(label), parsed.GetRequiredValue(pack), parsed.GetValue(target), parsed.GetValue(ceiling), parsed.GetRequiredValue(image)));
    return command;
}

static Command RewardCommand()
{
    var pack = new Argument<string>("PACK") { Description = "The pack's folder.", DefaultValueFactory = _ => "configs/L1_full_observability" };
    var episodes = new Option<int>("--episodes") { Description = "Lives to train for, at least 100.", DefaultValueFactory = _ => 2000 };
    var seed = new Option<ulong>("--seed") { Description = "Of the run; drawn where it is not given.", DefaultValueFactory = _ => (ulong)Random.Shared.Next(1_000_000) };
    var command = new Command("reward", "Trains a whole run and correlates its reward curve with survival, beside steps against idling.") { pack, episodes, seed };
    command.SetAction((parsed, _) => new RewardBenchmark(parsed.GetRequiredValue(pack), parsed.GetValue(episodes), parsed.GetValue(seed)).RunAsync());
    return command;
}

static Command ResumeCommand()
{
    var pack = new Argument<string>("PACK") { Description = "Folder of a shipped pack." };
    var episodes = new Option<int>("--episodes") { Description = "Lives to train for.", Required = true };
    var every = new Option<int>("--checkpoint-every") { Description = "Number of lives from one checkpoint to the next.", DefaultValueFactory = _ => 10 };
    var kills = new Option<int>("--kills") { Description = "How often the second run is killed.", DefaultValueFactory = _ => 5 };
    var seed = new Option<ulong>("--seed") { Description = "Seed of both runs and of the moments of the kills.", DefaultValueFactory = _ => 1 };
    var command = new Command("resume", "Trains once undisturbed, and once killed at random moments and resumed, and compares the results. Exit code 1 if they differ.") { pack, episodes, every, kills, seed };
    command.SetAction(async (parsed, _) =>
        await new ResumeBenchmark(Path.GetFileName(Path.TrimEndingDirectorySeparator(parsed.GetRequiredValue(pack))), parsed.GetValue(every), parsed.GetValue(episodes), parsed.GetValue(seed)).RunAsync(parsed.GetValue(kills)) ? 0 : 1);
    return command;
}

static Command CrashesCommand()
{
    var crashes = new Option<int>("--crashes") { Description = "How often inference fails.", DefaultValueFactory = _ => 100 };
    var viewers = new Option<int>("--viewers") { Description = "Number of viewers.", DefaultValueFactory = _ => 20 };
    var command = new Command("crashes", "Makes inference fail again and again and measures the viewers' longest wait for a frame. Exit code 1 if a viewer was disconnected or waited 2 s, or training stood still.") { crashes, viewers };
    command.SetAction(async (parsed, _) => await CrashBenchmark.RunAsync(parsed.GetValue(crashes), parsed.GetValue(viewers)) ? 0 : 1);
    return command;
}

static Command HangsCommand()
{
    var command = new Command("hangs", "Makes each component hang in turn, with the limits as shipped, and measures until it is noticed and until it is back. Exit code 1 if one never is.");
    command.SetAction(async (_, _) => await HangBenchmark.RunAsync() ? 0 : 1);
    return command;
}

static Command SoakCommand()
{
    var episodes = new Option<int>("--episodes") { Description = "Lives to train for.", DefaultValueFactory = _ => 10_000 };
    var command = new Command("soak", "A long run with a fault every few seconds and viewers that come and go. Measures memory over time, the longest wait for a frame and lives lost. Exit code 1 if a life is lost.") { episodes };
    command.SetAction(async (parsed, _) => await SoakBenchmark.RunAsync(parsed.GetValue(episodes)) ? 0 : 1);
    return command;
}

static Command RunsCommand()
{
    var runs = new Option<int>("--runs") { Description = "Number of runs.", DefaultValueFactory = _ => 250 };
    var command = new Command("runs", "Measures how long 'townlet runs' takes with many runs.") { runs };
    command.SetAction((parsed, _) => RunListBenchmark.RunAsync(parsed.GetValue(runs)));
    return command;
}

static Command PageCommand()
{
    var speed = new Option<double>("--speed") { Description = "Speed of the life on show; 4 is 20 steps a second.", DefaultValueFactory = _ => 4 };
    var minutes = new Option<int>("--minutes") { Description = "How long the page is measured.", DefaultValueFactory = _ => 5 };
    var view = new Option<string>("--view") { Description = "View of the page to measure.", DefaultValueFactory = _ => "watch" }.AcceptOnlyFromAmong("watch", "study");
    var command = new Command("page", "Measures the page in Chromium while a run trains: pictures per second and memory, each minute.") { speed, minutes, view };
    command.SetAction(async (parsed, _) => await PageBenchmark.RunAsync(parsed.GetValue(speed), parsed.GetValue(minutes), parsed.GetRequiredValue(view)) ? 0 : 1);
    return command;
}

static Command ShutdownCommand()
{
    var command = new Command("shutdown", "Sends every signal at every stage of a run and prints exit code, seconds and processes left. Exit code 1 if one of them is wrong.");
    command.SetAction(async (_, _) => await ShutdownBenchmark.RunAsync() ? 0 : 1);
    return command;
}

static Command TerminalsCommand()
{
    var closed = new Option<int>("--closed") { Description = "How many terminals are closed.", DefaultValueFactory = _ => 30 };
    var timeouts = new Option<int>("--timeouts") { Description = "How often GNU timeout ends a run.", DefaultValueFactory = _ => 30 };
    var full = new Option<int>("--full") { Description = "How often a run is stopped whose log is full.", DefaultValueFactory = _ => 5 };
    var seed = new Option<int>("--seed") { Description = "Of the moments.", DefaultValueFactory = _ => 1 };
    var program = new Option<string?>("--program") { Description = "Another host than this checkout's." };
    var command = new Command("terminals", "Closes terminals, lets GNU timeout end runs and stops runs whose log is full, at random moments: how many saved everything; exit code 1 where one did not.") { closed, timeouts, full, seed, program };
    command.SetAction(async (parsed, _) =>
        await new TerminalBenchmark(parsed.GetValue(program) ?? Repository.Program, parsed.GetValue(seed)).RunAsync(parsed.GetValue(closed), parsed.GetValue(timeouts), parsed.GetValue(full)) ? 0 : 1);
    return command;
}
