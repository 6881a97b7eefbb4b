using System.Collections.Immutable;
using System.Globalization;
using Townlet.Configuration;
using Townlet.Learning.Checkpoints;

namespace Townlet.Learning.Training;

/// <summary>The state of a training run as a checkpoint, and back.</summary>
internal static class TrainingCheckpoint
{
    /// <summary>Copies the whole state. Training may continue while another thread writes the copy.</summary>
    public static Checkpoint Capture(TrainingState state)
    {
        var content = new CheckpointBuilder();
        state.Capture(content);
        var metadata = new CheckpointMetadata
        {
            Episode = state.Progress.Episodes,
            TotalSteps = state.Progress.TotalSteps,
            Seed = state.Plan.Seed,
            PackName = state.Pack.Name,
            PackHash = state.Pack.Hash,
            Network = CheckpointMetadata.NetworkName(state.Pack),
            Agents = AgentNames(state.Pack),
            Epsilon = state.Exploration.Epsilon,
            Stage = state.Curriculum.StageOf(0).Number,
            DepletionMultiplier = state.Curriculum.StageOf(0).DepletionMultiplier,
            IntrinsicWeight = state.Annealing.IntrinsicWeight,
            PolicyOnly = false,
        };
        return new Checkpoint(metadata, content.Build());
    }

    /// <summary>The state from which the run of a checkpoint goes on.</summary>
    /// <param name="pack">The pack of that run.</param>
    /// <param name="plan">The plan; its seed gives way to the run's own.</param>
    /// <param name="checkpoint">A full checkpoint, not a policy.</param>
    /// <exception cref="CheckpointMismatchException">The checkpoint has another pack, network or number of agents, or holds only a policy.</exception>
    /// <exception cref="CheckpointFormatException">A part of the checkpoint is missing or out of range.</exception>
    public static TrainingState Restore(Pack pack, TrainingPlan plan, Checkpoint checkpoint)
    {
        RequireSameRun(pack, checkpoint);
        var state = new TrainingState(pack, plan with { Seed = checkpoint.Seed });
        try
        {
            state.Restore(checkpoint.Content);
            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    private static void RequireSameRun(Pack pack, Checkpoint checkpoint)
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

    private static ImmutableArray<string> AgentNames(Pack pack) =>
        [.. Enumerable.Range(0, pack.Population.AgentCount).Select(agent => string.Create(CultureInfo.InvariantCulture, $"agent_{agent}"))];
}
