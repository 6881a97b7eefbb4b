using System.Collections.Immutable;
using System.Globalization;
using Townlet.Configuration;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Dqn;
using Townlet.Learning.Exploration;
using Townlet.Learning.Replay;
using Townlet.World;

namespace Townlet.Learning.Training;

/// <summary>The parts of a training run as one checkpoint, and back. The memories are the network's, of the present lives: shape [agents, memory], empty where it has none.</summary>
internal sealed class TrainingCheckpoint(
    Pack pack,
    Town town,
    DqnLearner learner,
    RandomNetworkDistillation distillation,
    AdaptiveAnnealing annealing,
    AdaptiveCurriculum curriculum,
    ReplayMemory replay,
    LifeLog log,
    EpsilonGreedy exploration,
    float[] memories)
{
    /// <exception cref="CheckpointMismatchException">The checkpoint has another pack, network or number of agents, or holds only a policy.</exception>
    public static void RequireSameRun(Pack pack, Checkpoint checkpoint)
    {
        if (checkpoint.IsPolicyOnly)
        {
            throw new CheckpointMismatchException("The file holds only a policy; training can be resumed only from a full checkpoint.");
        }

        if (checkpoint.PackHash != pack.Hash)
        {
            throw new CheckpointMismatchException(
                $"The checkpoint was trained with pack '{checkpoint.PackName}' (hash {checkpoint.PackHash}); pack '{pack.Name}' differs (hash {pack.Hash}).");
        }

        checkpoint.RequireNetwork(pack);
        if (!checkpoint.Agents.SequenceEqual(AgentNames(pack)))
        {
            throw new CheckpointMismatchException(
                $"The checkpoint holds {checkpoint.Agents.Length} agents ({string.Join(", ", checkpoint.Agents)}); pack '{pack.Name}' has {pack.Population.AgentCount}.");
        }
    }

    public Checkpoint Capture(TrainingProgress progress)
    {
        var checkpoint = new CheckpointBuilder();
        learner.Capture(checkpoint);
        distillation.Capture(checkpoint);
        annealing.Capture(checkpoint);
        curriculum.Capture(checkpoint);
        replay.Capture(checkpoint);
        log.Capture(checkpoint);
        TownStateTensors.Capture(town.Capture(), checkpoint);
        if (memories.Length > 0)
        {
            checkpoint.Add("loop.memories", memories, town.AgentCount, memories.Length / town.AgentCount);
        }

        progress.Capture(checkpoint, exploration.Epsilon);
        var metadata = new CheckpointMetadata
        {
            Episode = progress.Episodes,
            TotalSteps = progress.TotalSteps,
            Seed = progress.Seed,
            PackName = pack.Name,
            PackHash = pack.Hash,
            Network = CheckpointMetadata.NetworkName(pack),
            Agents = AgentNames(pack),
            Epsilon = exploration.Epsilon,
            Stage = curriculum.StageOf(0).Number,
            DepletionMultiplier = curriculum.StageOf(0).DepletionMultiplier,
            IntrinsicWeight = annealing.IntrinsicWeight,
            PolicyOnly = false,
        };
        return new Checkpoint(metadata, checkpoint.Build());
    }

    /// <exception cref="CheckpointFormatException">A part of the checkpoint is missing or out of range.</exception>
    public TrainingProgress Restore(Checkpoint checkpoint)
    {
        var content = checkpoint.Content;
        learner.Restore(content);
        distillation.Restore(content);
        annealing.Restore(content);
        curriculum.Restore(content);
        replay.Restore(content);
        log.Restore(content);
        TownStateTensors.Restore(town, content);
        if (memories.Length > 0)
        {
            content.Read<float>("loop.memories", memories);
        }

        exploration.Restore(content.ReadValue("loop.epsilon", 0.0, 1.0));
        return TrainingProgress.Restore(content, checkpoint.Seed);
    }

    private static ImmutableArray<string> AgentNames(Pack pack) =>
        [.. Enumerable.Range(0, pack.Population.AgentCount).Select(agent => string.Create(CultureInfo.InvariantCulture, $"agent_{agent}"))];
}
