using Townlet.Learning.Checkpoints;
using Townlet.Learning.Networks;
using Townlet.Learning.Policies;
using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Learning.Tests.Policies;

public sealed class PolicyTests
{
    private static readonly float[] _observation = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0.5f, 1, 1, 0.5f, 1, 1, 1, 1, 0, 1];

    [Fact]
    public void Checkpoint_and_policy_file_play_alike_and_like_the_training_itself()
    {
        using var loop = Trained(out var checkpoint);

        using var fromCheckpoint = Policy.Load(Written(checkpoint), TestPacks.Bedroom);
        using var fromPolicyFile = Policy.Load(Written(checkpoint.PolicyOnly()), TestPacks.Bedroom);

        var expected = new float[6];
        var function = QFunction.For(TestPacks.Bedroom, TestPacks.BedroomObservation);
        var weights = new float[function.Layout.Length];
        checkpoint.Content.Read("policy", function.Layout, weights);
        function.Evaluate(weights, 1, _observation, [], expected);
        Assert.Equal(expected, QValues(fromCheckpoint));
        Assert.Equal(expected, QValues(fromPolicyFile));
        Assert.NotEqual(expected, QValues(Policy.Untrained(TestPacks.Bedroom, seed: 3)));
    }

    [Fact]
    public void Policy_holds_its_age_and_the_state_of_training()
    {
        using var loop = Trained(out var checkpoint);

        using var policy = Policy.Load(Written(checkpoint.PolicyOnly()), TestPacks.Bedroom);

        Assert.Equal(20, policy.Episode);
        Assert.Equal(loop.TotalSteps, policy.TotalSteps);
        Assert.Equal(loop.Status.Epsilon, policy.Epsilon);
        Assert.Equal(loop.Status.Stage, policy.Stage);
        Assert.Equal(loop.Status.DepletionMultiplier, policy.DepletionMultiplier);
        Assert.Equal(loop.Status.IntrinsicWeight, policy.IntrinsicWeight);
    }

    [Fact]
    public void Untrained_policy_is_the_one_that_training_begins_with()
    {
        using var loop = new TrainingLoop(TestPacks.Bedroom, Plan());

        using var atStart = Policy.Load(Written(loop.Capture()), TestPacks.Bedroom);
        using var untrained = Policy.Untrained(TestPacks.Bedroom, seed: 3);

        Assert.Equal(QValues(atStart), QValues(untrained));
        Assert.Equal(0, untrained.Episode);
        Assert.Equal(1, untrained.Epsilon);
    }

    [Fact]
    public void Only_the_network_is_read_from_a_checkpoint()
    {
        using var loop = Trained(out var checkpoint);
        var stream = new CountingStream(Written(checkpoint).ToArray());

        using var policy = Policy.Load(stream, TestPacks.Bedroom);

        Assert.InRange(stream.BytesRead, 1, stream.Length / 4);
    }

    [Fact]
    public void Damage_to_the_network_is_noticed()
    {
        using var loop = Trained(out var checkpoint);
        var file = Written(checkpoint.PolicyOnly()).ToArray();
        file[^100] ^= 4;

        Assert.Throws<CheckpointFormatException>(() => Policy.Load(new MemoryStream(file), TestPacks.Bedroom));
    }

    [Fact]
    public void Network_of_another_shape_is_refused()
    {
        using var loop = Trained(out var checkpoint);

        var refusal = Assert.Throws<CheckpointMismatchException>(() => Policy.Load(Written(checkpoint), TestPacks.Level1));

        Assert.Contains("[19, 128]", refusal.Message);
        Assert.Contains("[87, 128]", refusal.Message);
    }

    [Fact]
    public void Greedy_takes_the_best_valid_action_and_none_where_none_is_valid()
    {
        float[] qValues = [1, 7, 7, 9, -1, 3];

        Assert.Equal(3, Policy.Greedy(qValues, [true, true, true, true, true, true]));
        Assert.Equal(1, Policy.Greedy(qValues, [true, true, true, false, true, true]));
        Assert.Equal(4, Policy.Greedy(qValues, [false, false, false, false, true, false]));
        Assert.Equal(-1, Policy.Greedy(qValues, new bool[6]));
    }

    [Fact]
    public void Evaluation_makes_no_garbage()
    {
        using var policy = Policy.Untrained(TestPacks.Level1.With(population => population with { Dueling = true }), seed: 3);
        var town = new Town(TestPacks.Level1.Town, agents: 1, seed: 1);
        var qValues = new float[6];
        var memory = policy.NewMemory();
        policy.Evaluate(town.Observations.Span, memory, qValues);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            policy.Evaluate(town.Observations.Span, memory, qValues);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static TrainingPlan Plan() => new() { Episodes = 20, Seed = 3 };

    private static TrainingLoop Trained(out Checkpoint checkpoint)
    {
        var loop = new TrainingLoop(TestPacks.Bedroom, Plan());
        while (!loop.Finished)
        {
            loop.Run(maxSteps: 1000);
        }

        checkpoint = loop.Capture();
        return loop;
    }

    private static MemoryStream Written(Checkpoint checkpoint)
    {
        var stream = new MemoryStream();
        checkpoint.Write(stream, DateTimeOffset.UnixEpoch);
        stream.Position = 0;
        return stream;
    }

    private static float[] QValues(Policy policy)
    {
        var qValues = new float[6];
        policy.Evaluate(_observation, policy.NewMemory(), qValues);
        return qValues;
    }

    private sealed class CountingStream(byte[] content) : MemoryStream(content)
    {
        public long BytesRead { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var read = base.Read(buffer);
            BytesRead += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            BytesRead += read;
            return read;
        }
    }
}
