using System.CommandLine;
using Townlet.Benchmarks;

var root = new RootCommand("Every figure that this project claims, as a command.")
{
    Town(),
    Survival(),
    Learning(),
    Curve(),
    Resume(),
};
return root.Parse(args).Invoke();

static Command Town()
{
    var command = new Command("town", "Agent-steps a second of the town alone: L1, L2, L3 with 1, 64 and 1,024 agents.");
    command.SetAction(_ => TownBenchmark.Run(new ResultLog("benchmarks/results")));
    return command;
}

static Command Survival()
{
    var run = new Argument<string>("RUN") { Description = "The run's folder." };
    var command = new Command("survival", "The first and last lives of a finished run beside an agent that acts by chance.") { run };
    command.SetAction(parsed => SurvivalBenchmark.Run(parsed.GetRequiredValue(run)));
    return command;
}

static Command Learning()
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

static Command Curve()
{
    var results = new Argument<string>("RESULTS") { Description = "What the learning benchmark wrote." };
    var image = new Argument<string>("IMAGE") { Description = "SVG file that is overwritten." };
    var pack = new Option<string>("--pack") { Description = "Pack of the runs to draw.", Required = true };
    var label = new Option<string>("--label") { Description = "Label of the runs to draw.", DefaultValueFactory = _ => "shipped" };
    var target = new Option<double>("--target") { Description = "Survival that was asked for.", Required = true };
    var ceiling = new Option<double>("--ceiling") { Description = "Top of the scale.", DefaultValueFactory = _ => 500 };
    var command = new Command("curve", "Draws survival over lives trained, one line a seed.") { results, image, pack, label, target, ceiling };
    command.SetAction(parsed => SurvivalCurve.Draw(
        parsed.GetRequiredValue(results), parsed.GetRequiredValue(label), parsed.GetRequiredValue(pack), parsed.GetValue(target), parsed.GetValue(ceiling), parsed.GetRequiredValue(image)));
    return command;
}

static Command Resume()
{
    var pack = new Argument<string>("PACK") { Description = "The pack's folder." };
    var episodes = new Option<int>("--episodes") { Description = "Lives to train for.", Required = true };
    var kills = new Option<int>("--kills") { Description = "How often the second run is killed.", DefaultValueFactory = _ => 5 };
    var seed = new Option<ulong>("--seed") { Description = "Of both runs and of the moments.", DefaultValueFactory = _ => 1 };
    var command = new Command("resume", "Trains once undisturbed and once killed at random moments and resumed, and compares what is left; exit code 1 where it differs.") { pack, episodes, kills, seed };
    command.SetAction(parsed =>
        new ResumeBenchmark(parsed.GetRequiredValue(pack), parsed.GetValue(episodes), parsed.GetValue(seed)).Run(parsed.GetValue(kills)) ? 0 : 1);
    return command;
}
