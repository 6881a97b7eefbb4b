using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using Townlet.World.Definition;

namespace Townlet.World.Mechanics;

/// <summary>Finds, for all agents at once, the lives in which a terminal condition holds.</summary>
internal sealed class DeathCheck(ImmutableArray<TerminalCondition> conditions, int stride)
{
    private readonly int[] _dead = new int[stride];

    /// <summary>One integer per agent, with all bits set where the agent is dead, as a vector comparison gives it.</summary>
    public Span<Vector256<int>> Dead => Lives.Vectors(_dead);

    public void Apply(Lives lives)
    {
        Array.Clear(_dead);
        foreach (var condition in conditions)
        {
            var dead = Dead;
            var values = lives.VectorsOf(condition.Meter)[..dead.Length];
            var limit = Vector256.Create(condition.Value);
            for (var i = 0; i < dead.Length; i++)
            {
                dead[i] |= Holds(condition.Comparison, values[i], limit).AsInt32();
            }
        }
    }

    /// <summary>The meter of the first condition that holds, or null where none does.</summary>
    public Meter? Cause(Lives lives, int agent)
    {
        foreach (var condition in conditions)
        {
            var value = Vector256.Create(lives.Value(condition.Meter, agent));
            if (Holds(condition.Comparison, value, Vector256.Create(condition.Value)) != Vector256<float>.Zero)
            {
                return condition.Meter;
            }
        }

        return null;
    }

    private static Vector256<float> Holds(Comparison comparison, Vector256<float> value, Vector256<float> limit) => comparison switch
    {
        Comparison.LessOrEqual => Vector256.LessThanOrEqual(value, limit),
        Comparison.GreaterOrEqual => Vector256.GreaterThanOrEqual(value, limit),
        Comparison.Less => Vector256.LessThan(value, limit),
        Comparison.Greater => Vector256.GreaterThan(value, limit),
        Comparison.Equal => Vector256.Equals(value, limit),
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, null),
    };
}
