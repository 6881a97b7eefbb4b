using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;

namespace Townlet.EndToEnd;

public sealed class TensorBoardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Run => _folder["run"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Curves_of_a_run_that_was_killed_and_resumed_never_fold_back_and_are_those_of_its_records()
    {
        await using (var killed = Train("--config", "configs/L0_minimal", "--episodes", "1000000", "--seed", "7"))
        {
            // Five checkpoints further on.
            await killed.WaitForLineAsync("[Training] Episodes 1-100: ");
            killed.Signal(Signals.Kill);
            await killed.WaitForExitAsync();
        }

        var episodes = RunDatabase.Episodes(Run).Count + 20;
        await using (var further = Train("--episodes", $"{episodes}"))
        {
            await further.WaitForLineAsync("[Training] Loaded checkpoint from episode ");
            Assert.Equal(0, await further.WaitForExitAsync());
        }

        var values = EventFileReader.Read(Run);
        foreach (var curve in values.GroupBy(value => value.Tag))
        {
            Assert.Equal(curve.Select(value => value.Step).Distinct().Order(), curve.Select(value => value.Step));
        }

        var lives = RunDatabase.Numbers(Run, "SELECT survival_time FROM episodes ORDER BY episode_id");
        Assert.Equal(episodes, lives.Count);
        Assert.Equal(
            lives.Select((length, index) => (index + 1, (float)length)),
            values.Where(value => value.Tag.EndsWith("/Episode/Survival_Time", StringComparison.Ordinal)).Select(value => (value.Step, value.Number)).OrderBy(point => point.Step));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Run, "tensorboard")).Length);
    }

    [Fact]
    public async Task Every_tag_is_there()
    {
        await using (var training = Train("--config", "configs/L1_full_observability", "--episodes", "60", "--seed", "7"))
        {
            Assert.Equal(0, await training.WaitForExitAsync());
        }

        var tags = EventFileReader.Read(Run).GroupBy(value => value.Kind).ToDictionary(kind => kind.Key, kind => kind.Select(value => value.Tag).Distinct().ToList());

        string[] wanted =
        [
            "Episode/Survival_Time", "Episode/Total_Reward", "Episode/Extrinsic_Reward", "Episode/Intrinsic_Reward", "Episode/Steps_vs_Idle",
            "Curriculum/Stage", "Curriculum/Survival_Rate", "Curriculum/Learning_Progress", "Curriculum/Entropy",
            "Exploration/Epsilon", "Exploration/Intrinsic_Weight", "Training/TD_Error", "Training/Loss", "Training/Q_Mean", "Training/RND_Error",
            .. "Energy Hygiene Satiation Money Mood Social Health Fitness".Split(' ').Select(meter => $"Meters/{meter}"),
            .. "Bed LuxuryBed Shower HomeMeal FastFood Job Labor Gym Bar Park Recreation Therapist Doctor Hospital".Split(' ').Select(place => $"Affordances/{place}"),
        ];
        Assert.Equal(wanted.Select(tag => $"agent_0/{tag}").Order(), tags["scalar"].Where(tag => tag.StartsWith("agent_0/", StringComparison.Ordinal)).Order());
        Assert.Contains("Weights/layer0.weight", tags["histogram"]);
        Assert.Contains("Gradients/layer0.weight", tags["histogram"]);
        Assert.Contains("pack/training.yaml/text_summary", tags["text"]);
    }

    private TownletProcess Train(params IEnumerable<string> arguments) => TownletProcess.Start(["train", "--checkpoint-dir", Run, .. arguments]);
}
