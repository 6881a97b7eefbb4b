using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using Townlet.World.Definition;

namespace Townlet.World.Mechanics;

/// <summary>
/// How meters drain and drag each other down, for all agents at once: base depletion, then modulations and
/// cascades in the pack's order. Each single change clamps its meter to [0, 1].
/// </summary>
internal sealed class MeterDynamics(TownDefinition definition)
{
    private readonly MeterDefinition[] _depleting = [.. definition.Meters.Where(meter => meter.BaseDepletion != 0f)];
    private readonly ImmutableArray<Modulation> _modulations = definition.Modulations;
    private readonly ImmutableArray<CascadeStage> _stages = definition.CascadeStages;

    /// <param name="lives">The lives.</param>
    /// <param name="ledger">Records what each rule changed; null: nothing is recorded.</param>
    public void Apply(Lives lives, StepLedger? ledger)
    {
        foreach (var meter in _depleting)
        {
            Deplete(lives, meter);
        }

        ledger?.Note(lives, ChangeCause.Depletion, "");

        foreach (var stage in _stages)
        {
            if (stage.AppliesModulations)
            {
                foreach (var modulation in _modulations)
                {
                    Modulate(lives, modulation);
                    ledger?.Note(lives, ChangeCause.Modulation, modulation.Name);
                }
            }

            foreach (var cascade in stage.Cascades)
            {
                ApplyCascade(lives, cascade);
                ledger?.Note(lives, ChangeCause.Cascade, cascade.Name);
            }
        }
    }

    private static void Deplete(Lives lives, MeterDefinition meter)
    {
        var values = lives.VectorsOf(meter.Meter);
        var multipliers = Lives.Vectors(lives.DepletionMultipliers)[..values.Length];
        var baseDepletion = Vector256.Create(meter.BaseDepletion);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Lives.Clamp(values[i] - (baseDepletion * multipliers[i]));
        }
    }

    private static void Modulate(Lives lives, Modulation modulation)
    {
        var targets = lives.VectorsOf(modulation.Target);
        var sources = lives.VectorsOf(modulation.Source)[..targets.Length];
        var baseMultiplier = Vector256.Create(modulation.BaseMultiplier);
        var range = Vector256.Create(modulation.Range);
        var baselineDepletion = Vector256.Create(modulation.BaselineDepletion);
        for (var i = 0; i < targets.Length; i++)
        {
            var multiplier = baseMultiplier + (range * (Vector256<float>.One - sources[i]));
            targets[i] = Lives.Clamp(targets[i] - (baselineDepletion * multiplier));
        }
    }

    private static void ApplyCascade(Lives lives, Cascade cascade)
    {
        var targets = lives.VectorsOf(cascade.Target);
        var sources = lives.VectorsOf(cascade.Source)[..targets.Length];
        var strength = Vector256.Create(cascade.Strength);
        var threshold = Vector256.Create(cascade.Threshold);
        for (var i = 0; i < targets.Length; i++)
        {
            var isLow = Vector256.LessThan(sources[i], threshold);
            targets[i] = Lives.Clamp(targets[i] - (isLow & (strength * (threshold - sources[i]) / threshold)));
        }
    }
}
