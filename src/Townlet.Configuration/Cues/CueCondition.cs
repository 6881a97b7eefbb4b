using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Configuration.Cues;

/// <summary>One comparison of a meter.</summary>
public sealed record CueCondition(Meter Meter, Comparison Comparison, float Value)
{
    public bool Holds(float meter) => Comparison switch
    {
        Comparison.LessOrEqual => meter <= Value,
        Comparison.GreaterOrEqual => meter >= Value,
        Comparison.Less => meter < Value,
        Comparison.Greater => meter > Value,
        _ => meter == Value,
    };
}
