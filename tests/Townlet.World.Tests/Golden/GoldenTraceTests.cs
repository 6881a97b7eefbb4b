using Townlet.World.Definition;
using Townlet.World.Tests.Definition;

namespace Townlet.World.Tests.Golden;

public sealed class GoldenTraceTests
{
    private const float Tolerance = 1e-5f;

    public static TheoryData<string, TownDefinition> Levels => new()
    {
        { "L0_minimal_11_0", TownDefinitions.L0 },
        { "L1_full_observability_11_1", TownDefinitions.L1 },
        { "L2_partial_observability_11_2", TownDefinitions.L2 },
        { "L3_temporal_mechanics_11_3", TownDefinitions.L3 },
    };

    [Theory]
    [MemberData(nameof(Levels), DisableDiscoveryEnumeration = true)]
    public void Town_lives_the_recorded_life(string name, TownDefinition definition)
    {
        var trace = GoldenTrace.Read(name);
        var town = new Town(definition, agents: 1, seed: 1);
        town.SetDepletionMultiplier(0, trace.DepletionMultiplier);
        town.Restart(0, new GridPosition(trace.Start[0], trace.Start[1]));

        Assert.Equal(trace.Baseline, town.Baseline(0), Tolerance);
        Assert.Equal(trace.Affordances.Keys, definition.Places.Select(place => place.Name));
        Assert.Equal(trace.Affordances.Values.Select(xy => new GridPosition(xy[0], xy[1])), town.PlacePositions);

        AssertSame(trace.Steps[0], town);
        foreach (var (action, expected) in trace.Actions.Zip(trace.Steps.Skip(1)))
        {
            town.Step([Enum.Parse<TownAction>(action, ignoreCase: true)]);
            AssertSame(expected, town);
        }
    }

    private static void AssertSame(GoldenStep expected, Town town)
    {
        var where = $"step {expected.Step}";
        var interaction = town.InteractionOf(0);
        Assert.Equal((where, new GridPosition(expected.Position[0], expected.Position[1])), (where, town.PositionOf(0)));
        Assert.Equal((where, expected.Done), (where, town.Ends[0] != LifeEnd.None));
        Assert.Equal((where, expected.TimeOfDay), (where, town.HourOf(0)));
        Assert.Equal((where, expected.InteractionProgress), (where, town.ActivityTicks(0)));
        Assert.Equal((where, expected.Interaction), (where, interaction < 0 ? null : town.Definition.Places[interaction].Name));
        Assert.Equal(expected.Mask, town.ActionMasks.ToArray());
        AssertNear(where, expected.Reward, town.Rewards[0]);
        foreach (var (name, value) in expected.Meters)
        {
            AssertNear($"{where}, {name}", value, town.MeterOf(0, Enum.Parse<Meter>(name, ignoreCase: true)));
        }

        var observation = town.Observations.Span;
        Assert.Equal(expected.Observation.Length, observation.Length);
        for (var i = 0; i < observation.Length; i++)
        {
            AssertNear($"{where}, observation {i}", expected.Observation[i], observation[i]);
        }
    }

    private static void AssertNear(string where, float expected, float actual) =>
        Assert.True(MathF.Abs(expected - actual) <= Tolerance, $"{where}: expected {expected}, was {actual}");
}
