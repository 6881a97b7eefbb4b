using System.Text.Json;
using Townlet.EndToEnd.Towns;
using Townlet.EndToEnd.Wire;

namespace Townlet.EndToEnd;

public sealed class CurriculumTests
{
    [Fact]
    public async Task Stage_changes_of_each_agent_reach_viewers_console_and_records_alike()
    {
        using var packs = new TemporaryFolder();
        var pack = EditedPack.WithQuickStages(packs);
        await using var town = await Town.StartAndWaitAsync("--config", pack, "--episodes", "160", "--seed", "5", "--no-frontend");
        await using var viewer = await WireClient.ConnectAsync(town.Port);
        var (first, _) = await viewer.WaitForAsync("episode_complete");
        var from = first.GetProperty("episode").GetInt32();
        Assert.Equal(0, await town.Process.WaitForExitAsync());
        await viewer.WaitForEndAsync();

        var told = viewer.From(0).Where(message => WireClient.TypeOf(message) == "stage_changed").Select(Numbers).ToList();
        string Column(string name) => $"SELECT {name} FROM curriculum_transitions WHERE episode_id > {from} ORDER BY episode_id";
        var rows = RunDatabase.Numbers(town.RunFolder, Column("episode_id"))
            .Zip(RunDatabase.Numbers(town.RunFolder, Column("agent")), RunDatabase.Numbers(town.RunFolder, Column("from_stage")))
            .Zip(RunDatabase.Numbers(town.RunFolder, Column("to_stage")), RunDatabase.Numbers(town.RunFolder, Column("steps_at_stage")))
            .Select(row => (row.First.First, row.First.Second, row.First.Third, row.Second, row.Third))
            .ToList();
        Assert.NotEmpty(rows);
        Assert.Equal(rows, told.Where(change => change.Item1 > from));
        Assert.Equal(StagesReachedByBoth(town.RunFolder), town.Process.Messages.Where(message => message.Contains("agents have reached curriculum stage", StringComparison.Ordinal)));
        Assert.Equal([0L, 1L], RunDatabase.Numbers(town.RunFolder, "SELECT DISTINCT agent FROM curriculum_transitions ORDER BY agent"));
        // Each life has the stage that the last change led to.
        Assert.Equal(0L, RunDatabase.Numbers(
            town.RunFolder,
            """
            SELECT COUNT(*) FROM episodes AS life WHERE life.curriculum_stage <> COALESCE(
                (SELECT to_stage FROM curriculum_transitions WHERE agent = life.agent AND episode_id < life.episode_id ORDER BY episode_id DESC LIMIT 1), 1)
            """).Single());
    }

    /// <summary>Expected console lines: one for each stage, however many agents go through it.</summary>
    private static List<string> StagesReachedByBoth(string run)
    {
        var rows = RunDatabase.Numbers(run, "SELECT agent * 1000000 + to_stage * 100000 + min(episode_id) FROM curriculum_transitions WHERE to_stage > from_stage GROUP BY agent, to_stage")
            .Select(packed => (Stage: packed / 100000 % 10, Episode: packed % 100000))
            .GroupBy(arrival => arrival.Stage)
            .Where(stage => stage.Count() == 2)
            .OrderBy(stage => stage.Key);
        return [.. rows.Select(stage => FormattableString.Invariant($"[Training] All 2 agents have reached curriculum stage {stage.Key}: the first in episode {stage.Min(arrival => arrival.Episode)}, the last in episode {stage.Max(arrival => arrival.Episode)}."))];
    }

    private static (long, long, long, long, long) Numbers(JsonElement change)
    {
        long Number(string name) => change.GetProperty(name).GetInt64();
        return (Number("episode"), Number("agent"), Number("from"), Number("to"), Number("steps"));
    }
}
