using Townlet.Configuration;
using Townlet.World;

namespace Townlet.Learning;

/// <summary>
/// A trained network, frozen, with what an onlooker is shown about it. Evaluation allocates nothing and touches
/// nothing that training uses, so any thread may play it while another trains; one caller at a time.
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

    /// <summary>Training lives finished when it was taken; 0 for an untrained one.</summary>
    public required int Episode { get; init; }

    /// <summary>Steps trained, of all agents together.</summary>
    public required long TotalSteps { get; init; }

    /// <summary>Probability at which training acted by chance; <see cref="Greedy"/> never does.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Curriculum stage of agent 0, 1 to 5.</summary>
    public required int Stage { get; init; }

    /// <summary>Depletion multiplier of that stage.</summary>
    public required float DepletionMultiplier { get; init; }

    /// <summary>Weight of novelty in the reward.</summary>
    public required double IntrinsicWeight { get; init; }

    /// <summary>The network of a checkpoint or of a policy file; of the former only the network is read.</summary>
    /// <param name="stream">At the start of the file; best one that can seek.</param>
    /// <param name="pack">The world it is to play in, which need not be the one it was trained in.</param>
    /// <exception cref="CheckpointFormatException">The file is cut off, damaged, of another kind or of another version.</exception>
    /// <exception cref="CheckpointMismatchException">Its network does not fit the observations and the network type of this pack.</exception>
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

    /// <summary>What a training run with this pack and seed begins with.</summary>
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

    /// <summary>The best valid action, the first of equals; -1 where none is valid (a life that has ended).</summary>
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

    /// <summary>What so many lives under this policy remember; each begins with nothing.</summary>
    public PolicyMemory NewMemory(int lives = 1) => new(lives, _function.MemorySize);

    /// <summary>What the network thinks of each action in the present state of some lives. Each state is to be shown once, in its order: the memory moves on.</summary>
    /// <param name="observations">Shape [lives, observation size of the pack's town].</param>
    /// <param name="memory">Of these lives, made by this policy.</param>
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
