using System.Diagnostics;
using Townlet.EndToEnd;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Policies;
using Townlet.Learning.Training;

namespace Townlet.Benchmarks.Speed;

/// <summary>A checkpoint with a full replay of 10,000 transitions at L1: how long training pauses for it, how long writing and reading take, and how long a policy takes to load.</summary>
internal static class CheckpointSpeed
{
    private const int Capacity = 10_000;
    private const int Runs = 15;

    public static IEnumerable<SpeedFigure> Measure()
    {
        var pack = ShippedPack.Read("L1_full_observability", $"population.replay_buffer_capacity={Capacity}");
        var plan = new TrainingPlan { Episodes = int.MaxValue, Seed = 1 };
        using var loop = new TrainingLoop(pack, plan);
        while (loop.TotalSteps < 2 * Capacity)
        {
            loop.Run(100);
        }

        using var folder = new TemporaryFolder();
        var file = folder["checkpoint"];
        var policyFile = folder["policy"];
        var checkpoint = loop.Capture();
        yield return Figure("training pauses", new SpeedTarget(null, 5, null, LessIsBetter: true), () =>
        {
            // Training runs before each pause, so the caches hold its data, as in a real run.
            loop.Run(20);
        }, () => checkpoint = loop.Capture());
        yield return Figure("writing, beside training", SpeedTarget.None, () => { }, () => Write(file, checkpoint));
        yield return Figure("reading and resuming", SpeedTarget.None, () => { }, () =>
        {
            using var stream = File.OpenRead(file);
            TrainingLoop.Restore(pack, plan, Checkpoint.Read(stream)).Dispose();
        });
        Write(policyFile, checkpoint.PolicyOnly());
        yield return Figure("inference loads a policy", new SpeedTarget(null, 20, null, LessIsBetter: true), () => { }, () =>
        {
            using var stream = File.OpenRead(policyFile);
            Policy.Load(stream, pack).Dispose();
        });
    }

    private static SpeedFigure Figure(string work, SpeedTarget target, Action before, Action measured)
    {
        var samples = new double[Runs];
        for (var run = -3; run < Runs; run++)
        {
            before();
            var start = Stopwatch.GetTimestamp();
            measured();
            if (run >= 0)
            {
                samples[run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        return new SpeedFigure("checkpoint", $"checkpoint, 10,000 transitions: {work}", "ms", samples, target);
    }

    private static void Write(string file, Checkpoint checkpoint)
    {
        using var stream = File.Create(file);
        checkpoint.Write(stream, DateTimeOffset.UnixEpoch);
    }
}
