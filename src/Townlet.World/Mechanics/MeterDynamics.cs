using System.Collections.Immutable;
using System.Numerics;

namespace Townlet.World;

/// <summary>
/// How meters wear off and drag each other down, for all agents at once: base depletion, then modulations and
/// cascades in the pack's order. Every single application clamps its target to [0, 1].
/// </summary>
internal sealed class MeterDynamics(TownDefinition definition)
{
    private readonly MeterDefinition[] _depleting = [.. definition.Meters.Where(meter => meter.BaseDepletion != 0f)];
    private readonly ImmutableArray<Modulation> _modulations = definition.Modulations;
    private readonly ImmutableArray<CascadeStage> _stages = definition.CascadeStages;

    public void Apply(Lives lives)
    {
        foreach (var meter in _depleting)
        {
            Deplete(lives, meter);
        }

        foreach (var stage in _stages)
        {
            if (stage.AppliesModulations)
            {
                foreach (var modulation in _modulations)
                {
                    Modulate(lives, modulation);
                }
            }

            foreach (var cascade in stage.Cascades)
            {
                ApplyCascade(lives, cascade);
            }
        }
    }

    private static void Deplete(Lives lives, MeterDefinition meter)
    {
        var values = lives.VectorsOf(meter.Meter);
        var multipliers = lives.DepletionMultiplierVectors[..values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Clamp(values[i] - (meter.BaseDepletion * multipliers[i]));
        }
    }

    private static void Modulate(Lives lives, Modulation modulation)
    {
        var targets = lives.VectorsOf(modulation.Target);
        var sources = lives.VectorsOf(modulation.Source)[..targets.Length];
        var baseMultiplier = new Vector<float>(modulation.BaseMultiplier);
        for (var i = 0; i < targets.Length; i++)
        {
            var multiplier = baseMultiplier + (modulation.Range * (Vector<float>.One - sources[i]));
            targets[i] = Clamp(targets[i] - (modulation.BaselineDepletion * multiplier));
        }
    }

    private static void ApplyCascade(Lives lives, Cascade cascade)
    {
        var targets = lives.VectorsOf(cascade.Target);
        var sources = lives.VectorsOf(cascade.Source)[..targets.Length];
        var threshold = new Vector<float>(cascade.Threshold);
        for (var i = 0; i < targets.Length; i++)
        {
            var loss = cascade.Strength * (threshold - sources[i]) / threshold;
            var isLow = Vector.LessThan(sources[i], threshold);
            targets[i] = Clamp(targets[i] - Vector.ConditionalSelect(isLow, loss, Vector<float>.Zero));
        }
    }

    private static Vector<float> Clamp(Vector<float> value) => Vector.ClampNative(value, Vector<float>.Zero, Vector<float>.One);
}
