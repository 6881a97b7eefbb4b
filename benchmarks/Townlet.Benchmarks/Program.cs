using System.CommandLine;
using Townlet.Benchmarks;

var root = new RootCommand("Every figure that this project claims, as a command.")
{
    SpeedCommand(),
    SurvivalCommand(),
    LearningCommand(),
    CurveCommand(),
    ResumeCommand(),
    CrashesCommand(),
    SoakCommand(),
    ShutdownCommand(),
    RunsCommand(),
    PageCommand(),
};
return root.Parse(args).Invoke();

static Command SpeedCommand()
{
    var rows = new Argument<string[]>("ROW") { Description = "Which rows of the table; all where none is named.", Arity = ArgumentArity.ZeroOrMore }.AcceptOnlyFromAmong([.. SpeedTable.Rows]);
    var command = new Command("speed", "Speed and memory, held against what was asked: town, learner step, training, checkpoint, viewers, start and stop, memory; exit code 1 where something required was missed.") { rows };
    command.SetAction(async (parsed, _) => await SpeedTable.RunAsync(parsed.GetRequiredValue(rows)) ? 0 : 1);
    return command;
}

static Command SurvivalCommand()
{
    var run = new Argument<string>("RUN") { Description = "The run's folder." };
    var command = new Command("survival", "The first and last lives of a finished run beside an agent that acts by chance.") { run };
    command.SetAction(parsed => SurvivalBenchmark.Run(parsed.GetRequiredValue(run)));
    return command;
}

static Command LearningCommand()
{
    var pack = new Argument<string>("PACK") { Description = "The pack's folder." };
    var episodes = new Option<int>("--episodes") { Description = "Lives to train for.", Required = true };
    var every = new Option<int>("--every") { Description = "Lives between two trials of the policy.", DefaultValueFactory = _ => 100 };
    var seeds = new Option<ulong[]>("--seeds") { Description = "One run each.", DefaultValueFactory = _ => [1, 2, 3], AllowMultipleArgumentsPerToken = true };
    var set = new Option<string[]>("--set") { Description = "Changes of the pack, as section.key=value.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
    var label = new Option<string>("--label") { Description = "Name of the result.", DefaultValueFactory = _ => "shipped" };
    var results = new Option<string>("--results") { Description = "Comma-separated file that is added to.", DefaultValueFactory = _ => "benchmarks/results/learning.csv" };
    var command = new Command("learning", "How long the policies of a pack live, greedily and at multiplier 1.0, while it learns.") { pack, episodes, every, seeds, set, label, results };
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
    var results = new Argument<string>("RESULTS") { Description = "What the learning benchmark wrote." };
    var image = new Argument<string>("IMAGE") { Description = "SVG file that is overwritten." };
    var pack = new Option<string>("--pack") { Description = "Pack of the runs to draw.", Required = true };
    var label = new Option<string>("--label") { Description = "Label of the runs to draw.", DefaultValueFactory = _ => "shipped" };
    var target = new Option<double?>("--target") { Description = "Survival that was asked for; left out, there is no line for it." };
    var ceiling = new Option<double>("--ceiling") { Description = "Top of the scale.", DefaultValueFactory = _ => 500 };
    var command = new Command("curve", "Draws survival over lives trained, one line a seed.") { results, image, pack, label, target, ceiling };
    command.SetAction(parsed => SurvivalCurve.Draw(
        parsed.GetRequiredValue(results), parsed.GetRequiredValue(label), parsed.GetRequiredValue(pack), parsed.GetValue(target), parsed.GetValue(ceiling), parsed.GetRequiredValue(image)));
    return command;
}

static Command ResumeCommand()
{
    var pack = new Argument<string>("PACK") { Description = "Folder of a shipped pack." };
    var episodes = new Option<int>("--episodes") { Description = "Lives to train for.", Required = true };
    var every = new Option<int>("--checkpoint-every") { Description = "Lives from one checkpoint to the next.", DefaultValueFactory = _ => 10 };
    var kills = new Option<int>("--kills") { Description = "How often the second run is killed.", DefaultValueFactory = _ => 5 };
    var seed = new Option<ulong>("--seed") { Description = "Of both runs and of the moments.", DefaultValueFactory = _ => 1 };
    var command = new Command("resume", "Trains once undisturbed and once killed at random moments and resumed, and compares what is left; exit code 1 where it differs.") { pack, episodes, every, kills, seed };
    command.SetAction(async (parsed, _) =>
        await new ResumeBenchmark(Path.GetFileName(Path.TrimEndingDirectorySeparator(parsed.GetRequiredValue(pack))), parsed.GetValue(every), parsed.GetValue(episodes), parsed.GetValue(seed)).RunAsync(parsed.GetValue(kills)) ? 0 : 1);
    return command;
}

static Command CrashesCommand()
{
    var crashes = new Option<int>("--crashes") { Description = "How often inference fails.", DefaultValueFactory = _ => 100 };
    var viewers = new Option<int>("--viewers") { Description = "Who watches.", DefaultValueFactory = _ => 20 };
    var command = new Command("crashes", "Makes inference fail again and again under viewers: their longest wait for a frame; exit code 1 where one was cut off, waited 2 s, or training stood still.") { crashes, viewers };
    command.SetAction(async (parsed, _) => await CrashBenchmark.RunAsync(parsed.GetValue(crashes), parsed.GetValue(viewers)) ? 0 : 1);
    return command;
}

static Command SoakCommand()
{
    var episodes = new Option<int>("--episodes") { Description = "Lives to train for.", DefaultValueFactory = _ => 10_000 };
    var command = new Command("soak", "A long run with a fault every few seconds and viewers that come and go: memory over time, longest wait for a frame, lives lost; exit code 1 where a life is lost.") { episodes };
    command.SetAction(async (parsed, _) => await SoakBenchmark.RunAsync(parsed.GetValue(episodes)) ? 0 : 1);
    return command;
}

static Command RunsCommand()
{
    var runs = new Option<int>("--runs") { Description = "How many there are.", DefaultValueFactory = _ => 250 };
    var command = new Command("runs", "How long 'townlet runs' takes over many runs.") { runs };
    command.SetAction((parsed, _) => RunListBenchmark.RunAsync(parsed.GetValue(runs)));
    return command;
}

static Command PageCommand()
{
    var speed = new Option<double>("--speed") { Description = "Of the watched life; 4 is 20 steps a second.", DefaultValueFactory = _ => 4 };
    var minutes = new Option<int>("--minutes") { Description = "How long it is watched.", DefaultValueFactory = _ => 5 };
    var view = new Option<string>("--view") { Description = "Which view of the page.", DefaultValueFactory = _ => "watch" }.AcceptOnlyFromAmong("watch", "study");
    var command = new Command("page", "The page in Chromium beside a run that trains: pictures a second and memory, each minute.") { speed, minutes, view };
    command.SetAction(async (parsed, _) => await PageBenchmark.RunAsync(parsed.GetValue(speed), parsed.GetValue(minutes), parsed.GetRequiredValue(view)) ? 0 : 1);
    return command;
}

static Command ShutdownCommand()
{
    var command = new Command("shutdown", "Every signal at every stage of a run: exit code, seconds, processes left; exit code 1 where one is not as promised.");
    command.SetAction(async (_, _) => await ShutdownBenchmark.RunAsync() ? 0 : 1);
    return command;
}
