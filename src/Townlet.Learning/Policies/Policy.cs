using Townlet.Configuration;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Networks;
using Townlet.Learning.Training;
using Townlet.World;

namespace Townlet.Learning.Policies;

/// <summary>
/// A trained network, frozen, with the facts that a viewer sees about it. Evaluation allocates nothing and touches
/// nothing that training uses, so one thread may play it while another trains. For one caller at a time.
/// </summary>
public sealed class Policy : IDisposable
{
    private readonly QFunction _function;
    private float[] _weights;

    internal Policy(QFunction function, float[] weights)
    {
        _function = function;
        _weights = weights;
    }

    /// <summary>Training lives finished when the policy was stored; 0 for the untrained one.</summary>
    public required int Episode { get; init; }

    /// <summary>Steps trained by all agents together.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Probability of random actions in training at that moment; <see cref="Greedy"/> never acts randomly.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Curriculum stage of agent 0, 1 to 5.</summary>
    public required int Stage { get; init; }

    /// <summary>Depletion multiplier of that stage.</summary>
    public required float DepletionMultiplier { get; init; }

    /// <summary>Weight of novelty in the reward.</summary>
    public required double IntrinsicWeight { get; init; }

    /// <summary>Reads the network of a checkpoint or a policy file. Of a checkpoint, only the network is read.</summary>
    /// <param name="stream">The file, at its start; reading is faster if the stream can seek.</param>
    /// <param name="pack">The world to play in, which may differ from the one it was trained in.</param>
    /// <exception cref="CheckpointFormatException">The file is cut off or damaged, or has another format or version.</exception>
    /// <exception cref="CheckpointMismatchException">The network does not fit the observations and the network type of this pack.</exception>
    public static Policy Load(Stream stream, Pack pack)
    {
        var checkpoint = Checkpoint.ReadPolicy(stream);
        var metadata = checkpoint.Metadata;
        checkpoint.RequireNetwork(pack);
        var function = FunctionFor(pack);
        var weights = new float[function.Layout.Length];
        checkpoint.Content.Read("policy", function.Layout, weights);
        return new Policy(function, weights)
        {
            Episode = metadata.Episode,
            TotalSteps = metadata.TotalSteps,
            Epsilon = metadata.Epsilon,
            Stage = metadata.Stage,
            DepletionMultiplier = metadata.DepletionMultiplier,
            IntrinsicWeight = metadata.IntrinsicWeight,
        };
    }

    /// <summary>The policy with which a training run with this pack and seed begins.</summary>
    public static Policy Untrained(Pack pack, ulong seed)
    {
        var function = FunctionFor(pack);
        var random = new RandomSource(seed, RandomStreams.Network);
        return new Policy(function, function.DrawWeights(ref random))
        {
            Episode = 0,
            TotalSteps = 0,
            Epsilon = pack.Exploration.EpsilonStart,
            Stage = CurriculumStage.All[0].Number,
            DepletionMultiplier = CurriculumStage.All[0].DepletionMultiplier,
            IntrinsicWeight = pack.Exploration.InitialIntrinsicWeight,
        };
    }

    /// <summary>The best valid action, and the first one of equally good ones; -1 where none is valid (a life that has ended).</summary>
    /// <param name="qValues">Shape [6].</param>
    /// <param name="mask">Shape [6].</param>
    public static int Greedy(ReadOnlySpan<float> qValues, ReadOnlySpan<bool> mask)
    {
        var best = -1;
        for (var action = 0; action < qValues.Length; action++)
        {
            if (mask[action] && (best < 0 || qValues[action] > qValues[best]))
            {
                best = action;
            }
        }

        return best;
    }

    /// <summary>Makes the memory of lives under this policy, empty at first.</summary>
    public PolicyMemory NewMemory(int lives = 1) => new(lives, _function.MemorySize);

    /// <summary>Values each action in the present state of some lives. Pass each state once and in order, since this updates the memory.</summary>
    /// <param name="observations">Shape [lives, observation size of the pack's town].</param>
    /// <param name="memory">Memory of these lives, made by this policy.</param>
    /// <param name="qValues">Shape [lives, 6]; overwritten.</param>
    public void Evaluate(ReadOnlySpan<float> observations, PolicyMemory memory, Span<float> qValues)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ObjectDisposedException.ThrowIf(_weights.Length == 0, this);
        _function.Evaluate(_weights, memory.Lives, observations, memory.States, qValues);
    }

    public void Dispose() => _weights = [];

    private static QFunction FunctionFor(Pack pack) => QFunction.For(pack, new Town(pack.Town, agents: 1, seed: 0).ObservationSize);
}
