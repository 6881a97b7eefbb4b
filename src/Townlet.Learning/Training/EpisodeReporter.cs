using System.Collections.Immutable;
using Townlet.Learning.Curriculum;
using Townlet.Learning.Evaluation;
using Townlet.World;

namespace Townlet.Learning.Training;

/// <summary>Says of a life that has just ended how it went, and what it changed.</summary>
/// <param name="state">The run. It must count the life already, and must not yet have drawn conclusions from it for exploration.</param>
internal sealed class EpisodeReporter(TrainingState state)
{
    private readonly Town _town = state.Town;
    private readonly IdleAgent _idle = new(state.Pack.Town);

    /// <param name="agent">Whose life ended in the last step of the town.</param>
    /// <param name="decision">What the curriculum made of the life.</param>
    /// <param name="entropy">Mean normalised policy entropy over the life.</param>
    public EpisodeReport Report(int agent, StageDecision decision, double entropy)
    {
        var log = state.Log;
        var weight = state.Annealing.IntrinsicWeight;
        var figures = log.Figures(agent) ?? state.Progress.Figures;
        var meters = new float[_town.Definition.Meters.Length];
        _town.CopyMeters(agent, meters);
        var outcome = new EpisodeOutcome
        {
            Episode = state.Progress.Episodes,
            Agent = agent,
            Length = _town.StepsLived[agent],
            Reward = log.Extrinsic(agent) + (weight * log.Intrinsic(agent)),
            ExtrinsicReward = log.Extrinsic(agent),
            IntrinsicReward = log.Intrinsic(agent),
            StepsVsIdle = _town.StepsLived[agent] - _idle.Survival(_town.DepletionMultiplier(agent)),
            IntrinsicWeight = weight,
            Epsilon = state.Exploration.Epsilon,
            Stage = decision.From,
            Loss = figures?.Loss,
            End = _town.Ends[agent],
            Cause = _town.CauseOfDeath(agent),
        };
        var detail = new EpisodeDetail
        {
            TdError = figures?.TdError,
            MeanQ = figures?.MeanQ,
            RndError = state.Distillation.Error,
            ReplaySize = state.Replay.Count,
            Entropy = entropy,
            SurvivalRate = decision.Survival,
            LearningProgress = decision.Progress,
            FinalMeters = ImmutableArray.Create(meters),
            PlaceVisits = log.PlaceVisits(agent),
            PlaceTransitions = log.PlaceTransitions(agent),
            CellVisits = log.CellVisits(agent),
            TotalSteps = state.Progress.TotalSteps,
        };
        return new EpisodeReport(outcome, detail);
    }

    /// <summary>The change of stage that a life decided.</summary>
    public StageTransition Transition(int agent, StageDecision decision, double entropy) => new()
    {
        Agent = agent,
        Episode = state.Progress.Episodes,
        From = decision.From,
        To = decision.To,
        Reason = decision.Reason,
        Survival = decision.Survival,
        Progress = decision.Progress,
        Entropy = entropy,
        Steps = decision.Steps,
    };
}
