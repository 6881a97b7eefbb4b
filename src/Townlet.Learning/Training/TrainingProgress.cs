using Townlet.Learning.Checkpoints;
using Townlet.Learning.Dqn;
using Townlet.World;

namespace Townlet.Learning.Training;

/// <summary>How far a training run has come, beside the state of its parts.</summary>
internal sealed class TrainingProgress
{
    /// <summary>Random generators in it.</summary>
    public const int Generators = 3;

    // Fields, since each draw changes them.
    public RandomSource Exploration;
    public RandomSource Replay;
    public RandomSource Places;

    /// <summary>Lives finished.</summary>
    public int Episodes { get; set; }

    /// <summary>Steps of all agents together.</summary>
    public long TotalSteps { get; set; }

    /// <summary>Steps of the town, in each of which all agents take one.</summary>
    public long VectorSteps { get; set; }

    /// <summary>The test of generalisation is over.</summary>
    public bool PlacesShuffled { get; set; }

    /// <summary>Of the newest learner step; null before the first.</summary>
    public LearningFigures? Figures { get; set; }

    public static TrainingProgress AtTheBeginning(ulong seed) => new()
    {
        Exploration = new RandomSource(seed, RandomStreams.Exploration),
        Replay = new RandomSource(seed, RandomStreams.Replay),
        Places = new RandomSource(seed, RandomStreams.Places),
    };

    /// <param name="checkpoint">Takes it.</param>
    /// <param name="epsilon">Probability of random actions.</param>
    public void Capture(CheckpointBuilder checkpoint, double epsilon)
    {
        Capture(checkpoint, "random.exploration", Exploration);
        Capture(checkpoint, "random.replay", Replay);
        Capture(checkpoint, "random.places", Places);
        checkpoint.AddValue("loop.epsilon", epsilon);
        checkpoint.AddValue("loop.vector_steps", VectorSteps);
        checkpoint.AddValue("loop.total_steps", TotalSteps);
        checkpoint.AddValue("loop.episodes", Episodes);
        checkpoint.AddValue("loop.places_shuffled", PlacesShuffled ? (byte)1 : (byte)0);
        checkpoint.Add<double>("loop.figures", Figures is { } figures ? [figures.Loss, figures.TdError, figures.MeanQ] : [double.NaN, double.NaN, double.NaN], 3);
    }

    /// <exception cref="CheckpointFormatException">A part is missing or out of range.</exception>
    public static TrainingProgress Restore(CheckpointContent content)
    {
        Span<double> figures = stackalloc double[3];
        content.Read("loop.figures", figures);
        return new TrainingProgress
        {
                Episodes = content.ReadValue("loop.episodes", 0, int.MaxValue),
            TotalSteps = content.ReadValue("loop.total_steps", 0, long.MaxValue),
            VectorSteps = content.ReadValue("loop.vector_steps", 0, long.MaxValue),
            PlacesShuffled = content.ReadValue<byte>("loop.places_shuffled", 0, 1) == 1,
            Figures = double.IsNaN(figures[0]) ? null : new LearningFigures(figures[0], figures[1], figures[2]),
            Exploration = ReadRandom(content, "random.exploration"),
            Replay = ReadRandom(content, "random.replay"),
            Places = ReadRandom(content, "random.places"),
        };
    }

    private static void Capture(CheckpointBuilder checkpoint, string name, RandomSource random)
    {
        Span<ulong> state = stackalloc ulong[4];
        random.CopyTo(state);
        checkpoint.Add<ulong>(name, state, state.Length);
    }

    private static RandomSource ReadRandom(CheckpointContent content, string name)
    {
        Span<ulong> state = stackalloc ulong[4];
        content.Read(name, state);
        return RandomSource.FromState(state);
    }
}
