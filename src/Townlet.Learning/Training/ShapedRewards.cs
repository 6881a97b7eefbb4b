using Townlet.Learning.Curriculum;
using Townlet.World;

namespace Townlet.Learning.Training;

/// <summary>What each agent of a town earns by a step at its stage of the curriculum.</summary>
internal sealed class ShapedRewards(RewardRule rule, Town town, AdaptiveCurriculum curriculum)
{
    private readonly float[] _potentials = new float[town.AgentCount];

    /// <summary>The value of one step of life.</summary>
    public float Unit => rule.Unit;

    /// <summary>Notes the potential of the state that the agent acts in.</summary>
    public void BeforeStep(int agent) => _potentials[agent] = RewardRule.Potential(town, agent, curriculum.StageOf(agent));

    /// <summary>The reward of the step taken since <see cref="BeforeStep"/>, shaping included.</summary>
    public float AfterStep(int agent) => rule.Of(town, agent, curriculum.StageOf(agent), _potentials[agent]).Total;
}
