using System.Text.Json;
using Townlet.Configuration;
using Townlet.Host.Commands;
using Townlet.Host.Tests.Fixtures;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Evaluation;
using Townlet.Learning.Training;
using Townlet.Runs;

namespace Townlet.Host.Tests.Commands;

public sealed class EvalCommandTests : IDisposable
{
    private const string Level0 = "configs/L0_minimal";
    private const string Level1 = "configs/L1_full_observability";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Policy_of_a_run_is_found_from_the_run_its_folders_and_its_files()
    {
        var run = NewRun(Level0, episodes: [1, 3]);

        foreach (var (path, name, episode) in (IEnumerable<(string, string, int)>)
        [
            (run.Path, "policy_ep00003", 3),
            (run.Path + "/", "policy_ep00003", 3),
            (run.Checkpoints, "policy_ep00003", 3),
            (run.Policies, "policy_ep00003", 3),
            (Path.Combine(run.Policies, "policy_ep00001.safetensors"), "policy_ep00001", 1),
            (Path.Combine(run.Checkpoints, "checkpoint_ep00003.safetensors"), "checkpoint_ep00003", 3),
        ])
        {
            var evaluation = Evaluate(checkpoint: path, lives: 2);
            Assert.Equal((name, "L0_minimal", new TrainedIn(episode, "L0_minimal", SamePack: true)), (evaluation.Policy, evaluation.Pack.Name, evaluation.Trained));
        }
    }

    [Fact]
    public void Run_checkpoint_and_policy_file_of_one_moment_live_the_same_lives()
    {
        var run = NewRun(Level0, episodes: [3]);

        var first = Evaluate(checkpoint: Path.Combine(run.Policies, "policy_ep00003.safetensors"), lives: 20, seed: 5).Figures;
        var again = Evaluate(checkpoint: Path.Combine(run.Checkpoints, "checkpoint_ep00003.safetensors"), lives: 20, seed: 5).Figures;
        var newest = Evaluate(checkpoint: run.Path, lives: 20, seed: 5).Figures;

        Assert.Equal((first.Mean, first.Interval, first.Median), (again.Mean, again.Interval, again.Median));
        Assert.Equal((first.Mean, first.Interval, first.Median), (newest.Mean, newest.Interval, newest.Median));
    }

    [Fact]
    public void Seed_decides_which_lives_are_lived()
    {
        var first = Evaluate(policy: "random", config: Level0, lives: 20, seed: 5).Figures;
        var again = Evaluate(policy: "random", config: Level0, lives: 20, seed: 5).Figures;
        var other = Evaluate(policy: "random", config: Level0, lives: 20, seed: 6).Figures;

        Assert.Equal((first.Mean, first.Interval), (again.Mean, again.Interval));
        Assert.NotEqual((first.Mean, first.Interval), (other.Mean, other.Interval));
    }

    [Fact]
    public void Rules_live_in_any_pack_and_slower_hunger_lets_chance_live_longer()
    {
        Assert.Equal(500, Evaluate(policy: "heuristic", config: Level1, lives: 20).Figures.Shortest);
        var full = Evaluate(policy: "random", config: Level1, lives: 100).Figures.Mean;
        var slow = Evaluate(policy: "random", config: Level1, lives: 100, multiplier: 0.2f).Figures.Mean;
        Assert.InRange(full, 80, 140);
        Assert.True(slow > full, $"{slow} after {full}");
    }

    [Fact]
    public void Nothing_to_evaluate_or_two_things_are_refused()
    {
        Assert.Contains("--policy heuristic", Refusal(), StringComparison.Ordinal);
        Assert.Contains("exclude each other", Refusal(checkpoint: "x", policy: "random"), StringComparison.Ordinal);
        Assert.Contains("must be random or heuristic, not 'clever'", Refusal(policy: "clever", config: Level0), StringComparison.Ordinal);
        Assert.Contains("--config", Refusal(policy: "random"), StringComparison.Ordinal);
        Assert.Contains("nowhere", Refusal(policy: "random", config: "nowhere"), StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_missing_damaged_or_something_else_is_named()
    {
        var run = NewRun(Level0, episodes: [3]);
        var damaged = Path.Combine(run.Policies, "policy_ep00003.safetensors");
        var bytes = File.ReadAllBytes(damaged);
        bytes[^100] ^= 4;
        File.WriteAllBytes(damaged, bytes);
        var letter = _folder["letter.txt"];
        File.WriteAllText(letter, "Dear reader");

        Assert.Contains($"{_folder["nothing"]} does not exist", Refusal(checkpoint: _folder["nothing"]), StringComparison.Ordinal);
        Assert.Contains(damaged, Refusal(checkpoint: damaged), StringComparison.Ordinal);
        Assert.Contains("does not lie in a run's folder", Refusal(checkpoint: letter), StringComparison.Ordinal);
        Assert.Contains($"{letter} cannot be used", Refusal(checkpoint: letter, config: Level0), StringComparison.Ordinal);
        Assert.Contains("is not a run", Refusal(checkpoint: _folder.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_without_a_checkpoint_yet_says_so()
    {
        var run = NewRun(Level0, episodes: []);
        Assert.Contains("no policy yet", Refusal(checkpoint: run.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void Policy_that_does_not_fit_the_pack_is_refused_with_the_difference_and_its_own_pack()
    {
        var run = NewRun(Level0, episodes: [3]);

        var shape = Refusal(checkpoint: run.Path, config: Level1);
        Assert.Contains("[35, 128]", shape, StringComparison.Ordinal);
        Assert.Contains("[87, 128]", shape, StringComparison.Ordinal);
        Assert.Contains("'L0_minimal'", shape, StringComparison.Ordinal);

        var network = Refusal(checkpoint: run.Path, config: "configs/L2_partial_observability");
        Assert.Contains("simple network", network, StringComparison.Ordinal);
        Assert.Contains("recurrent", network, StringComparison.Ordinal);
    }

    [Fact]
    public void Policy_may_live_under_other_rules_that_it_fits_and_that_is_said()
    {
        var run = NewRun(Level0, episodes: [3]);
        var edited = Directory.CreateDirectory(_folder["gentle"]).FullName;
        foreach (var file in Directory.EnumerateFiles(Checkout.Find(Level0)!))
        {
            var text = File.ReadAllText(file).Replace("base_depletion: 0.005", "base_depletion: 0.001", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(edited, Path.GetFileName(file)), text);
        }

        var evaluation = Evaluate(checkpoint: run.Path, config: edited, lives: 2);

        Assert.Equal(("gentle", new TrainedIn(3, "L0_minimal", SamePack: false)), (evaluation.Pack.Name, evaluation.Trained));
        Assert.Contains("It was trained with other rules: pack L0_minimal as that was then.", EvaluationReport.Lines(evaluation));
        Assert.DoesNotContain(EvaluationReport.Lines(Evaluate(checkpoint: run.Path, lives: 2)), line => line.Contains("other rules", StringComparison.Ordinal));
    }

    [Fact]
    public void Report_says_the_figures_to_people_and_to_programs()
    {
        var evaluation = Evaluate(policy: "heuristic", config: Level0, lives: 4, multiplier: 0.2f) with
        {
            Figures = SurvivalFigures.Of([new(10, World.Meter.Energy), new(40, World.Meter.Health), new(20, World.Meter.Energy), new(1000, null)]),
        };

        Assert.Equal(
            [
                "The caretaker (scripted rule) in L0_minimal: 4 lives, depletion multiplier 0.2",
                "Mean survival     267.5 of 1000 steps (95 % interval -211.2 to 746.2)",
                "Median            30",
                "Shortest          10",
                "Longest           1000",
                "Lived to the end  1 of 4",
                "Causes of death   energy 2, health 1",
            ],
            EvaluationReport.Lines(evaluation));
        var json = JsonDocument.Parse(EvaluationReport.Json(evaluation)).RootElement;
        Assert.Equal(
            ["L0_minimal", "heuristic", "", "4", "0.2", "1", "1000", "267.5", "30", "10", "1000", "1"],
            ((string[])["pack", "policy", "episode", "lives", "depletion_multiplier", "seed", "max_steps", "mean", "median", "min", "max", "reached_max_steps"])
                .Select(name => json.GetProperty(name).ToString()));
        Assert.Equal(-211.2, json.GetProperty("interval_95")[0].GetDouble(), tolerance: 0.1);
        Assert.Equal("""{"energy":2,"health":1}""", json.GetProperty("causes").GetRawText());
    }

    [Theory]
    [InlineData("--lives must be a whole number from 1 to 1000000, not '0'.", "--lives", "0")]
    [InlineData("--depletion-multiplier must be a number from 0 up, not '-1'.", "--depletion-multiplier", "-1")]
    [InlineData("--depletion-multiplier must be a number from 0 up, not 'NaN'.", "--depletion-multiplier", "NaN")]
    [InlineData("--seed must be a whole number from 0 to 18446744073709551615, not 'x'.", "--seed", "x")]
    public void Wrong_number_is_said_in_a_sentence(string sentence, params string[] arguments) =>
        Assert.Equal(
            [sentence],
            TownletCommandLine.Create(new RunOptions(_ => null)).Parse(["eval", "--policy", "random", "--config", Level0, .. arguments]).Errors.Select(error => error.Message));

    private static Evaluation Evaluate(
        string? checkpoint = null, string? policy = null, string? config = null, int lives = 1, float multiplier = 1, ulong seed = 1) =>
        EvalCommand.Evaluate(checkpoint, policy, config is not null && Checkout.Find(config) is { } shipped ? shipped : config, lives, multiplier, seed);

    private static string Refusal(string? checkpoint = null, string? policy = null, string? config = null) =>
        Assert.Throws<EvaluationRefusedException>(() => Evaluate(checkpoint, policy, config)).Message;

    /// <summary>A run that has trained a few lives and stored checkpoints at these episodes.</summary>
    private RunFolder NewRun(string config, int[] episodes)
    {
        var pack = PackReader.Read(Checkout.Find(config)!).Pack!;
        var run = RunFolder.CreateAt(_folder["run"], pack);
        using var loop = new TrainingLoop(pack, new TrainingPlan { Episodes = episodes.DefaultIfEmpty(1).Max(), Seed = 3 });
        foreach (var episode in episodes)
        {
            while (loop.EpisodesCompleted < episode)
            {
                loop.Run(maxSteps: 1);
            }

            var checkpoint = loop.Capture();
            Write(Path.Combine(run.Checkpoints, $"checkpoint_ep{episode:D5}.safetensors"), checkpoint);
            Write(Path.Combine(run.Policies, $"policy_ep{episode:D5}.safetensors"), checkpoint.PolicyOnly());
        }

        return run;
    }

    private static void Write(string path, Checkpoint checkpoint)
    {
        using var file = File.Create(path);
        checkpoint.Write(file, DateTimeOffset.UnixEpoch);
    }
}
