namespace Townlet.Learning.Training;

/// <summary>The reward of one step, by its terms; without novelty.</summary>
/// <param name="Term">What <paramref name="Amount"/> is paid for.</param>
/// <param name="Amount">The pack's kind of reward.</param>
/// <param name="Shaping">What the curriculum's stage adds; 0 where it shapes nothing.</param>
public readonly record struct StepReward(RewardTerm Term, float Amount, float Shaping)
{
    /// <summary>What the learner gets.</summary>
    public float Total => Amount + Shaping;

    /// <summary>The terms that are not 0.</summary>
    public IEnumerable<(RewardTerm Term, float Amount)> Terms()
    {
        if (Amount != 0)
        {
            yield return (Term, Amount);
        }

        if (Shaping != 0)
        {
            yield return (RewardTerm.Shaping, Shaping);
        }
    }
}
