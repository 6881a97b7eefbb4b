using System.Diagnostics;
using Townlet.Configuration;
using Townlet.Learning;

namespace Townlet.Benchmarks;

/// <summary>
/// The whole training loop, act, novelty, remember, learn and summarise lives: agent-steps a second with 1 and 64 agents, and
/// the garbage of a step. What is asked is of a learner step after every fourth step, as the reference takes them; the shipped packs
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
                var (rates, garbage) = Train(level, $"population.num_agents={agents}", ReferenceFrequency);
                var work = $"training {name}, {agents} agent{(agents == 1 ? "" : "s")}";
                yield return new SpeedFigure("training", work, "agent-steps/s", rates, _targets.GetValueOrDefault((name, agents), SpeedTarget.None));
                yield return new SpeedFigure("training", $"{work}: managed garbage", "bytes/agent-step", garbage, new SpeedTarget(null, 1024, null, LessIsBetter: true));
            }

            if (ShippedPack.Read(level).Population.NetworkType == NetworkType.Recurrent)
            {
                yield return new SpeedFigure(
                    "training", $"training {name}, 1 agent, threads: 2", "agent-steps/s", Train(level, "population.num_agents=1", ReferenceFrequency, "training.threads=2").Rates, _twoCores);
                yield return new SpeedFigure(
                    "training", $"training {name} as shipped, threads: 2", "agent-steps/s", Train(level, "training.threads=2").Rates, SpeedTarget.None);
            }

            yield return new SpeedFigure("training", $"training {name} as shipped", "agent-steps/s", Train(level).Rates, SpeedTarget.None);
        }
    }

    private static (double[] Rates, double[] Garbage) Train(string level, params IReadOnlyList<string> changes)
    {
        var pack = ShippedPack.Read(level, changes);
        using var loop = new TrainingLoop(pack, new TrainingPlan { Episodes = int.MaxValue, Seed = 1, Device = "cpu" });
        Run(loop, TimeSpan.FromSeconds(4));
        var runs = Enumerable.Range(0, Runs).Select(_ => Run(loop, TimeSpan.FromSeconds(3))).ToArray();
        return ([.. runs.Select(run => run.Rate)], [.. runs.Select(run => run.Garbage)]);
    }

    private static (double Rate, double Garbage) Run(TrainingLoop loop, TimeSpan duration)
    {
        var before = loop.TotalSteps;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            loop.Run(100);
        }

        var steps = loop.TotalSteps - before;
        return (steps / Stopwatch.GetElapsedTime(start).TotalSeconds, (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)steps);
    }
}
