using Townlet.Configuration.Settings;
using Townlet.Learning.Curriculum;
using Townlet.World;

namespace Townlet.Learning.Training;

/// <summary>
/// What the learner gets for a step, without novelty: the pack's kind of reward, and the shaping of the stage.
/// All code that shows a reward takes it from here.
/// </summary>
/// <param name="population">Kind of reward and discount.</param>
public sealed class RewardRule(PopulationSettings population)
{
    private const float Lived = 0.01f;
    private const float Died = -1;

    public RewardKind Kind => population.Reward;

    /// <summary>Paid for each step survived.</summary>
    public float PerStep => Kind == RewardKind.Survival ? Lived : 0;

    /// <summary>Paid for a death; null where it depends on the steps lived.</summary>
    public float? AtDeath => Kind == RewardKind.Survival ? Died : null;

    /// <summary>The value of one step of life: both kinds of reward count steps lived, survival in hundredths.</summary>
    public float Unit => Kind == RewardKind.Survival ? Lived : 1;

    /// <summary>The potential of an agent's state at a stage, in [0, 1].</summary>
    public static float Potential(Town town, int agent, CurriculumStage stage)
    {
        Span<float> meters = stackalloc float[town.Definition.Meters.Length];
        town.CopyMeters(agent, meters);
        return stage.Potential(meters);
    }

    /// <summary>The reward of the step that a town has just taken.</summary>
    /// <param name="town">After the step.</param>
    /// <param name="agent">Index of an agent whose life did not begin with this step.</param>
    /// <param name="stage">The curriculum stage of the life.</param>
    /// <param name="potentialBefore"><see cref="Potential"/> before the step.</param>
    public StepReward Of(Town town, int agent, CurriculumStage stage, float potentialBefore)
    {
        var end = town.Ends[agent];
        var shaping = stage.Shaping(potentialBefore, Potential(town, agent, stage), end == LifeEnd.Death, population.Gamma);
        return (Kind, end) switch
        {
            (RewardKind.Survival, LifeEnd.Death) => new StepReward(RewardTerm.Death, Died, shaping),
            (RewardKind.Survival, _) => new StepReward(RewardTerm.Step, Lived, shaping),
            // A full life was cut off, not ended: its value lies in what could have followed, which the learner estimates.
            _ => new StepReward(RewardTerm.Baseline, town.Rewards[agent], shaping),
        };
    }
}
