using System.Text.Json;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Configuration.Tests;

/// <summary>The shipped packs define the towns in which the lives in tests/golden were recorded.</summary>
public sealed class RecordedLifeTests
{
    private const float Tolerance = 1e-5f;

    [Theory]
    [InlineData("L0_minimal_11_0")]
    [InlineData("L1_full_observability_11_1")]
    [InlineData("L2_partial_observability_11_2")]
    [InlineData("L3_temporal_mechanics_11_3")]
    public void Town_of_a_shipped_pack_lives_the_recorded_life(string name)
    {
        using var trace = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "golden", name + ".json")));
        var recorded = trace.RootElement;
        var town = new Town(PackReader.Read(Repository.Pack(recorded.GetProperty("pack").GetString()!)).Pack!.Town, agents: 1, seed: 1);
        var start = recorded.GetProperty("start");
        town.SetDepletionMultiplier(0, recorded.GetProperty("depletion_multiplier").GetSingle());
        town.Restart(0, new GridPosition(start[0].GetInt32(), start[1].GetInt32()));

        Assert.Equal(recorded.GetProperty("baseline").GetSingle(), town.Baseline(0), Tolerance);
        Assert.Equal(recorded.GetProperty("affordances").EnumerateObject().Select(place => place.Name), town.Definition.Places.Select(place => place.Name));
        var steps = recorded.GetProperty("steps").EnumerateArray().Skip(1).ToList();
        Assert.NotEmpty(steps);
        foreach (var (action, step) in recorded.GetProperty("actions").EnumerateArray().Zip(steps))
        {
            town.Step([Enum.Parse<TownAction>(action.GetString()!, ignoreCase: true)]);

            var observation = step.GetProperty("observation").EnumerateArray().Select(value => value.GetSingle()).ToArray();
            var seen = town.Observations.ToArray();
            Assert.Equal(observation.Length, seen.Length);
            Assert.All(observation.Zip(seen), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
            Assert.Equal(step.GetProperty("reward").GetSingle(), town.Rewards[0], Tolerance);
            Assert.Equal(step.GetProperty("done").GetBoolean(), town.Ends[0] != LifeEnd.None);
        }
    }
}
