using System.Collections.Immutable;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Dqn;
using Townlet.Learning.Evaluation;
using Townlet.Learning.Exploration;
using Townlet.Learning.Replay;
using Townlet.World;

namespace Townlet.Learning.Training;

/// <summary>Says of a life that has just ended how it went, and what it changed.</summary>
internal sealed class EpisodeReporter(
    Town town,
    LifeLog log,
    IdleAgent idle,
    AdaptiveAnnealing annealing,
    EpsilonGreedy exploration,
    RandomNetworkDistillation distillation,
    ReplayMemory replay)
{
    /// <param name="agent">Whose life ended in the last step of the town.</param>
    /// <param name="episode">Number of the life.</param>
    /// <param name="totalSteps">Steps of all agents together in the run.</param>
    /// <param name="decision">What the curriculum made of the life.</param>
    /// <param name="entropy">Mean normalised policy entropy over the life.</param>
    /// <param name="figures">The learner's figures during the life; null before the first learner step of the run.</param>
    public EpisodeReport Report(int agent, int episode, long totalSteps, StageDecision decision, double entropy, LearningFigures? figures)
    {
        var meters = new float[town.Definition.Meters.Length];
        town.CopyMeters(agent, meters);
        var outcome = new EpisodeOutcome
        {
            Episode = episode,
            Agent = agent,
            Length = town.StepsLived[agent],
            Reward = log.Extrinsic(agent) + (annealing.IntrinsicWeight * log.Intrinsic(agent)),
            ExtrinsicReward = log.Extrinsic(agent),
            IntrinsicReward = log.Intrinsic(agent),
            StepsVsIdle = town.StepsLived[agent] - idle.Survival(town.DepletionMultiplier(agent)),
            IntrinsicWeight = annealing.IntrinsicWeight,
            Epsilon = exploration.Epsilon,
            Stage = decision.From,
            Loss = figures?.Loss,
            End = town.Ends[agent],
            Cause = town.CauseOfDeath(agent),
        };
        var detail = new EpisodeDetail
        {
            TdError = figures?.TdError,
            MeanQ = figures?.MeanQ,
            RndError = distillation.Error,
            ReplaySize = replay.Count,
            Entropy = entropy,
            SurvivalRate = decision.Survival,
            LearningProgress = decision.Progress,
            FinalMeters = ImmutableArray.Create(meters),
            PlaceVisits = log.PlaceVisits(agent),
            PlaceTransitions = log.PlaceTransitions(agent),
            CellVisits = log.CellVisits(agent),
            TotalSteps = totalSteps,
        };
        return new EpisodeReport(outcome, detail);
    }

    /// <summary>The change of stage that a life decided.</summary>
    public static StageTransition Transition(int agent, int episode, StageDecision decision, double entropy) => new()
    {
        Agent = agent,
        Episode = episode,
        From = decision.From,
        To = decision.To,
        Reason = decision.Reason,
        Survival = decision.Survival,
        Progress = decision.Progress,
        Entropy = entropy,
        Steps = decision.Steps,
    };
}
