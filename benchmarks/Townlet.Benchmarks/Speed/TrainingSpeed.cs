using System.Diagnostics;
using Townlet.Configuration.Settings;
using Townlet.Learning.Training;

namespace Townlet.Benchmarks.Speed;

/// <summary>
/// Measures the whole training loop (act, novelty, remember, learn, summarise lives): agent-steps a second with 1 and 64 agents, and
/// the garbage of a step. The targets count a learner step after every fourth step, as the reference does; the shipped packs
/// learn after every one.
/// </summary>
internal static class TrainingSpeed
{
    private const int Runs = 5;

    private const string ReferenceFrequency = "population.train_frequency=4";

    private static readonly Dictionary<(string Level, int Agents), SpeedTarget> _targets = new()
    {
        [("L1", 1)] = new(495, 4_000, 8_000), [("L2", 1)] = new(128, 250, null), [("L3", 1)] = new(192, 250, null),
        [("L1", 64)] = new(null, 30_000, 50_000), [("L2", 64)] = new(null, 8_000, 13_000),
    };

    private static readonly SpeedTarget _twoCores = new(null, null, 500);

    public static IEnumerable<SpeedFigure> Measure()
    {
        foreach (var level in ShippedPack.Levels)
        {
            var name = ShippedPack.Short(level);
            foreach (var agents in new[] { 1, 64 })
            {
                var work = $"training {name}, {agents} agent{(agents == 1 ? "" : "s")}";
                yield return new SpeedFigure("training", work, "agent-steps/s", Train(level, $"population.num_agents={agents}", ReferenceFrequency), _targets.GetValueOrDefault((name, agents), SpeedTarget.None));
                yield return new SpeedFigure("training", $"{work}: managed garbage", "bytes/agent-step", Garbage(level, agents), new SpeedTarget(null, 1024, null, LessIsBetter: true));
            }

            if (ShippedPack.Read(level).Population.NetworkType == NetworkType.Recurrent)
            {
                yield return new SpeedFigure(
                    "training", $"training {name}, 1 agent, threads: 2", "agent-steps/s", Train(level, "population.num_agents=1", ReferenceFrequency, "training.threads=2"), _twoCores);
                yield return new SpeedFigure(
                    "training", $"training {name} as shipped, threads: 2", "agent-steps/s", Train(level, "training.threads=2"), SpeedTarget.None);
            }

            yield return new SpeedFigure("training", $"training {name} as shipped", "agent-steps/s", Train(level), SpeedTarget.None);
        }
    }

    private static double[] Train(string level, params IReadOnlyList<string> changes)
    {
        using var loop = Loop(level, changes);
        Run(loop, TimeSpan.FromSeconds(4));
        return [.. Enumerable.Range(0, Runs).Select(_ => Run(loop, TimeSpan.FromSeconds(3)))];
    }

    /// <summary>Uses a replay that is soon full, since what replay keeps is not garbage.</summary>
    private static double[] Garbage(string level, int agents)
    {
        const int Steps = 1000;
        using var loop = Loop(level, $"population.num_agents={agents}", ReferenceFrequency, $"population.replay_buffer_capacity={Steps}");
        Live(loop, 3 * Steps);
        return [.. Enumerable.Range(0, Runs).Select(_ =>
        {
            var (before, allocated) = (loop.TotalSteps, GC.GetAllocatedBytesForCurrentThread());
            Live(loop, Steps);
            return (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)(loop.TotalSteps - before);
        })];
    }

    private static TrainingLoop Loop(string level, params IReadOnlyList<string> changes) =>
        new(ShippedPack.Read(level, changes), new TrainingPlan { Episodes = int.MaxValue, Seed = 1 });

    private static void Live(TrainingLoop loop, int steps)
    {
        for (var end = loop.TotalSteps + steps; loop.TotalSteps < end;)
        {
            loop.Run(100);
        }
    }

    private static double Run(TrainingLoop loop, TimeSpan duration)
    {
        var before = loop.TotalSteps;
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            loop.Run(100);
        }

        return (loop.TotalSteps - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
