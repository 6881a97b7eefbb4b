using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Benchmarks.Speed;

/// <summary>Measures agent-steps a second of the town alone: action mask, step and observation, with actions drawn uniformly.</summary>
internal static class TownSpeed
{
    // Long enough that the processor's branch predictor cannot learn the sequence of actions.
    private const int DrawnActions = 1 << 18;

    private static readonly Dictionary<(string Level, int Agents), double> _reference = new()
    {
        [("L1", 1)] = 2_000, [("L2", 1)] = 770, [("L3", 1)] = 740, [("L2", 64)] = 1_300, [("L3", 64)] = 1_300, [("L1", 1024)] = 330_000,
    };

    public static IEnumerable<SpeedFigure> Measure()
    {
        foreach (var level in ShippedPack.Levels)
        {
            var definition = ShippedPack.Read(level).Town;
            foreach (var agents in new[] { 1, 64, 1024 })
            {
                var name = ShippedPack.Short(level);
                var reference = _reference.TryGetValue((name, agents), out var known) ? known : (double?)null;
                var target = agents switch
                {
                    1 => new SpeedTarget(reference, 1_000_000, 3_000_000),
                    1024 => new SpeedTarget(reference, 10_000_000, 30_000_000),
                    _ => new SpeedTarget(reference, null, null),
                };
                yield return new SpeedFigure("town", $"town {name}, {agents} agent{(agents == 1 ? "" : "s")}", "agent-steps/s", Steps(definition, agents), target)
                {
                    Limit = MemoryBandwidth.BytesPerSecond(agents * BytesPerStep(definition)) / BytesPerStep(definition),
                };
            }
        }
    }

    private static double[] Steps(TownDefinition definition, int agents)
    {
        var town = new Town(definition, agents, seed: 1);
        var random = new RandomSource(seed: 2);
        var actions = new TownAction[DrawnActions];
        for (var i = 0; i < actions.Length; i++)
        {
            actions[i] = (TownAction)random.NextInt(6);
        }

        var next = 0;
        return Rate.Of(() =>
        {
            for (var i = 0; i < 1024; i += agents)
            {
                town.Step(actions.AsSpan(next, agents));
                next = (next + agents) % DrawnActions;
            }

            return 1024;
        });
    }

    /// <summary>The bytes that one step of one agent must touch, each counted once: state read and written, action read, observation, mask, reward and end written.</summary>
    private static int BytesPerStep(TownDefinition definition)
    {
        const int Meters = 8 * sizeof(float);
        const int PlaceAndTime = 6 * sizeof(int);
        const int MaskRewardEnd = 6 + sizeof(float) + 2;
        var observation = new Town(definition, 1, seed: 1).ObservationSize * sizeof(float);
        return (2 * (Meters + PlaceAndTime)) + sizeof(TownAction) + observation + MaskRewardEnd;
    }
}
