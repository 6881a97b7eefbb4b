using Townlet.World;
using Townlet.World.Tests;

namespace Townlet.Benchmarks;

/// <summary>Agent-steps a second of the town alone: action mask, step and observation, actions drawn uniformly.</summary>
internal static class TownBenchmark
{
    // Long enough that the processor cannot learn the sequence of actions by heart.
    private const int DrawnActions = 1 << 18;

    public static void Run(ResultLog results)
    {
        foreach (var (level, definition) in new[] { ("L1", TownDefinitions.L1), ("L2", TownDefinitions.L2), ("L3", TownDefinitions.L3) })
        {
            foreach (var agents in new[] { 1, 64, 1024 })
            {
                results.Add("town", Measure(level, definition, agents));
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
        return Measurement.Of($"{level}, {agents} agents", "agent-steps", () =>
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
