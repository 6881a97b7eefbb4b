using Townlet.Configuration;
using Townlet.World;

namespace Townlet.Benchmarks;

/// <summary>Agent-steps a second of the town alone: action mask, step and observation, actions drawn uniformly.</summary>
internal static class TownBenchmark
{
    // Long enough that the processor cannot learn the sequence of actions by heart.
    private const int DrawnActions = 1 << 18;

    public static void Run(ResultLog results)
    {
        foreach (var level in new[] { "L1_full_observability", "L2_partial_observability", "L3_temporal_mechanics" })
        {
            var pack = PackReader.Read(Path.Combine("configs", level)).Pack
                ?? throw new InvalidOperationException($"Run this in the repository's root: no pack {level} in configs.");
            foreach (var agents in new[] { 1, 64, 1024 })
            {
                results.Add("town", Measure(level[..2], pack.Town, agents));
            }
        }
    }

    private static Measurement Measure(string level, TownDefinition definition, int agents)
    {
        var town = new Town(definition, agents, seed: 1);
        var random = new RandomSource(seed: 2);
        var actions = new TownAction[DrawnActions];
        for (var i = 0; i < actions.Length; i++)
        {
            actions[i] = (TownAction)random.NextInt(6);
        }

        var next = 0;
        return Measurement.Of($"{level}, {agents} agent{(agents == 1 ? "" : "s")}", "agent-steps", () =>
        {
            for (var i = 0; i < 1024; i += agents)
            {
                town.Step(actions.AsSpan(next, agents));
                next = (next + agents) % DrawnActions;
            }

            return 1024;
        });
    }
}
