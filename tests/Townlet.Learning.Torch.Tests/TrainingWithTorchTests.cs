using Townlet.Configuration;
using Townlet.Learning.Tests;
using Townlet.Learning.Training;
using static TorchSharp.torch;

namespace Townlet.Learning.Torch.Tests;

public sealed class TrainingWithTorchTests
{
    [Fact]
    public void Garbage_collection_at_any_moment_changes_nothing_that_torch_computes()
    {
        var pack = TestPacks.Eventful(agents: 2).With(population => population with { TargetTau = 0.01 });
        var plan = Plan(episodes: 20, seed: 5);
        var weights = Train(pack, plan);

        // Native code must not read memory that a finalizer may free.
        var trained = false;
        var collector = new Thread(() =>
        {
            // Most memory that native code gets is young. A full collection each time would leave hardly any time for training.
            for (var collection = 0; !Volatile.Read(ref trained); collection++)
            {
                GC.Collect(collection % 50 == 0 ? GC.MaxGeneration : 0);
            }
        });
        collector.Start();
        try
        {
            var sameWeights = Train(pack, plan);

            Assert.Equal(weights, sameWeights);
        }
        finally
        {
            Volatile.Write(ref trained, true);
            collector.Join();
        }
    }

    [Fact]
    public void Run_that_is_restored_on_the_device_goes_on_as_if_it_had_never_stopped()
    {
        var pack = TestPacks.Eventful(agents: 2).With(population => population with { TargetTau = 0.01 });
        var plan = Plan(episodes: 20, seed: 5);
        var whole = Train(pack, plan);

        using var first = new TrainingLoop(pack, plan);
        while (first.EpisodesCompleted < 10)
        {
            first.Run(maxSteps: 7);
        }

        Assert.True(first.Status.LearnerSteps > 0);
        using var second = TrainingLoop.Restore(pack, plan, first.Capture());

        Assert.Equal(whole, RunToEnd(second));
    }

    [Fact]
    public void Training_with_torch_leaves_no_tensors_behind()
    {
        using var loop = new TrainingLoop(TestPacks.Eventful(agents: 2), Plan(episodes: 1000));
        loop.Run(maxSteps: 1);
        while (loop.Status.LearnerSteps < 20)
        {
            loop.Run(maxSteps: 10);
        }

        var before = LiveTensors();
        for (var slice = 0; slice < 100; slice++)
        {
            loop.Run(maxSteps: 10);
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Disposed_loop_leaves_no_tensors_behind()
    {
        var before = LiveTensors();
        using (var loop = new TrainingLoop(TestPacks.Bedroom, Plan(episodes: 10)))
        {
            RunToEnd(loop);
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    /// <summary>Torch on the processor computes what it would on a GPU.</summary>
    private static TrainingPlan Plan(int episodes, ulong seed = 1) => new() { Episodes = episodes, Seed = seed, Engine = TorchEngine.OnCpu() };

    private static float[] Train(Pack pack, TrainingPlan plan)
    {
        using var loop = new TrainingLoop(pack, plan);
        return RunToEnd(loop);
    }

    /// <returns>The weights of the online network.</returns>
    private static float[] RunToEnd(TrainingLoop loop)
    {
        while (!loop.Finished)
        {
            loop.Run(maxSteps: 100);
        }

        return [.. loop.Layers().SelectMany(layer => layer.Weights.ToArray())];
    }

    /// <summary>Does not count tensors that earlier tests left to the finalizer.</summary>
    private static long LiveTensors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
