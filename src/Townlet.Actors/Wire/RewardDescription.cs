using Townlet.Configuration.Settings;
using Townlet.Learning.Training;

namespace Townlet.Actors.Wire;

/// <summary>What the learner is rewarded with.</summary>
/// <param name="Kind">The pack's kind of reward.</param>
/// <param name="PerStep">Paid for each step survived.</param>
/// <param name="AtDeath">Null where it depends on the steps lived.</param>
/// <param name="Discount">How much a reward counts that comes one step later, 0 to 1.</param>
internal sealed record RewardDescription(RewardKind Kind, double PerStep, float? AtDeath, double Discount)
{
    public static RewardDescription Of(PopulationSettings population)
    {
        var rule = new RewardRule(population);
        return new(rule.Kind, WireFormat.Amount(rule.PerStep), rule.AtDeath, population.Gamma);
    }
}
