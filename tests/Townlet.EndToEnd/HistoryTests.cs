using System.Net;
using System.Text.Json;
using Townlet.EndToEnd.Processes;
using Townlet.EndToEnd.Towns;

namespace Townlet.EndToEnd;

/// <summary>The records of a run over HTTP, while it trains and when another process serves it.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task Recorded_history_is_told_alike_by_the_run_and_by_who_serves_it()
    {
        using var packs = new TemporaryFolder();
        var pack = EditedPack.WithQuickStages(packs);
        await using var town = await Town.StartAndWaitAsync("--config", pack, "--episodes", "160", "--seed", "5", "--no-frontend", "--stay");
        await town.Process.WaitForLineAsync("Training is done: 160 episodes.");
        await town.WaitUntilRecordedAsync(160);

        var told = await AskAsync(town);

        var recorded = RunDatabase.Numbers(town.RunFolder, "SELECT episode_id FROM curriculum_transitions ORDER BY episode_id");
        Assert.NotEmpty(recorded);
        Assert.Equal(recorded, told[0].GetProperty("transitions").EnumerateArray().Select(change => change.GetProperty("episode").GetInt64()));
        Fields.AssertPresent(told[0].GetProperty("transitions")[0], "agent episode from to reason survival progress entropy steps");
        Assert.All(told[1].GetProperty("transitions").EnumerateArray(), change => Assert.True(change.GetProperty("episode").GetInt32() >= 100));

        AssertVisits(town.RunFolder, told[2], 61, 160);
        AssertVisits(town.RunFolder, told[3], 10, 20);

        foreach (var nonsense in (string[])["from=0", "to=0", "from=7&to=6", "from=1&to=10001", "from=many"])
        {
            using var answer = await town.Http.GetAsync(town.Address($"/api/visits?{nonsense}"));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.NotEqual("", JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement.GetProperty("error").GetString());
        }

        Assert.Equal(160, (await town.GetAsync("/api/visits?from=1&to=10000")).GetProperty("lives").GetInt32());
        town.Process.Signal(Signals.Interrupt);
        Assert.Equal(0, await town.Process.WaitForExitAsync());

        await using var serving = TownletProcess.Start("serve", "--run", town.RunFolder, "--no-frontend", "--port", $"{town.Port}");
        await serving.WaitForLineAsync("All systems operational");
        Assert.Equal(told.Select(answer => answer.GetRawText()), (await AskAsync(town)).Select(answer => answer.GetRawText()));
    }

    private static async Task<List<JsonElement>> AskAsync(Town town) =>
    [
        await town.GetAsync("/api/transitions"),
        await town.GetAsync("/api/transitions?from=100"),
        await town.GetAsync("/api/visits"),
        await town.GetAsync("/api/visits?from=10&to=20"),
    ];

    private static void AssertVisits(string run, JsonElement visits, int from, int to)
    {
        Fields.AssertPresent(visits, "from to lives visits cells");
        Assert.Equal((from, to, to - from + 1), (visits.GetProperty("from").GetInt32(), visits.GetProperty("to").GetInt32(), visits.GetProperty("lives").GetInt32()));
        var range = FormattableString.Invariant($"WHERE episode_id BETWEEN {from} AND {to}");
        Assert.Equal(
            RunDatabase.Numbers(run, $"SELECT SUM(visit_count) FROM affordance_visits {range} GROUP BY from_affordance, to_affordance ORDER BY from_affordance, to_affordance"),
            Counts("visits"));
        Assert.Equal(RunDatabase.Numbers(run, $"SELECT SUM(visit_count) FROM position_heatmap {range} GROUP BY y, x ORDER BY y, x"), Counts("cells"));
        // Every step began in some cell.
        Assert.Equal(RunDatabase.Numbers(run, $"SELECT SUM(survival_time) FROM episodes {range}").Single(), Counts("cells").Sum());
        Assert.Contains(visits.GetProperty("visits").EnumerateArray(), visit => visit.GetProperty("from").ValueKind == JsonValueKind.Null);
        Assert.All(visits.GetProperty("cells").EnumerateArray(), cell => Fields.AssertPresent(cell, "x y count novelty"));

        IEnumerable<long> Counts(string sums) => visits.GetProperty(sums).EnumerateArray().Select(sum => sum.GetProperty("count").GetInt64());
    }
}
