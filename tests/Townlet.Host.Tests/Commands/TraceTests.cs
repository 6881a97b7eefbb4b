using System.Text.Json;
using Townlet.Configuration;
using Townlet.Host.Commands;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Evaluation;
using Townlet.World;

namespace Townlet.Host.Tests.Commands;

public class TraceTests
{
    /// <summary>Every shipped pack at every multiplier of the curriculum.</summary>
    public static TheoryData<string, float> Towns
    {
        get
        {
            var towns = new TheoryData<string, float>();
            foreach (var pack in Directory.EnumerateFileSystemEntries(Path.Combine(Repository.Root, "configs")))
            {
                foreach (var multiplier in CurriculumStage.All.Select(stage => stage.DepletionMultiplier).Distinct())
                {
                    towns.Add(Path.GetFileName(pack), multiplier);
                }
            }

            return towns;
        }
    }

    [Theory]
    [MemberData(nameof(Towns))]
    public void Agent_that_simulate_lets_only_wait_lives_as_long_as_the_idle_agent(string pack, float multiplier)
    {
        var town = PackReader.Read(Path.Combine(Repository.Root, "configs", pack)).Pack!.Town;
        var waits = Enumerable.Repeat(TownAction.Wait, town.MaxSteps).ToList();

        var lines = Trace.Play(town, waits, start: null, multiplier, seed: 5).ToList();

        var last = JsonDocument.Parse(lines[^1]).RootElement;
        Assert.Equal(last.GetProperty("step").GetInt32(), new IdleAgent(town).Survival(multiplier));
        Assert.True(last.GetProperty("done").GetBoolean() || lines.Count == town.MaxSteps + 1);
    }
}
