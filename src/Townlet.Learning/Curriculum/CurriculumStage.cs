using System.Collections.Immutable;
using Townlet.World;

namespace Townlet.Learning.Curriculum;

/// <summary>One of the five stages of the curriculum, which lead an agent to the full difficulty of the town.</summary>
/// <param name="Number">1 to 5.</param>
/// <param name="ActiveMeters">The meters whose mean is the potential of the shaped reward.</param>
/// <param name="DepletionMultiplier">Factor of base depletion.</param>
/// <param name="Shaped">True where potential-based shaping is added to the reward.</param>
public sealed record CurriculumStage(int Number, ImmutableArray<Meter> ActiveMeters, float DepletionMultiplier, bool Shaped)
{
    /// <summary>All stages; stage n is at index n - 1.</summary>
    public static ImmutableArray<CurriculumStage> All { get; } =
    [
        new(1, [Meter.Energy, Meter.Hygiene], 0.2f, Shaped: true),
        new(2, [Meter.Energy, Meter.Hygiene, Meter.Satiation], 0.5f, Shaped: true),
        new(3, [Meter.Energy, Meter.Hygiene, Meter.Satiation, Meter.Money], 0.8f, Shaped: true),
        new(4, [Meter.Energy, Meter.Hygiene, Meter.Satiation, Meter.Money, Meter.Mood, Meter.Social], 1.0f, Shaped: true),
        new(5, [Meter.Energy, Meter.Hygiene, Meter.Satiation, Meter.Money, Meter.Mood, Meter.Social], 1.0f, Shaped: false),
    ];

    /// <summary>The potential phi of a state: the mean of the active meters, in [0, 1].</summary>
    /// <param name="meters">The eight values in <see cref="Meter"/> order.</param>
    public float Potential(ReadOnlySpan<float> meters)
    {
        var sum = 0f;
        foreach (var meter in ActiveMeters)
        {
            sum += meters[(int)meter];
        }

        return sum / ActiveMeters.Length;
    }

    /// <summary>
    /// What shaping adds to the reward of one step: gamma * phi(s') - phi(s), where phi is 0 after death. It does not change
    /// the optimal policy (Ng, Harada and Russell 1999).
    /// </summary>
    public float Shaping(float potential, float nextPotential, bool died, double gamma) =>
        Shaped ? (died ? 0 : (float)gamma * nextPotential) - potential : 0;
}
