using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Townlet.World;

/// <summary>Finds, for all agents at once, the lives in which a terminal condition holds.</summary>
internal sealed class DeathCheck(ImmutableArray<TerminalCondition> conditions, int stride)
{
    // All bits set for an agent that is dead, as a vector comparison gives it.
    private readonly int[] _dead = new int[stride];

    public bool IsDead(int agent) => _dead[agent] != 0;

    public void Apply(Lives lives)
    {
        var dead = MemoryMarshal.Cast<int, Vector<int>>(_dead.AsSpan());
        dead.Clear();
        foreach (var condition in conditions)
        {
            var values = lives.VectorsOf(condition.Meter)[..dead.Length];
            var limit = new Vector<float>(condition.Value);
            for (var i = 0; i < dead.Length; i++)
            {
                dead[i] |= Holds(condition.Comparison, values[i], limit);
            }
        }
    }

    /// <summary>The meter of the first condition that holds, or null where none does.</summary>
    public Meter? Cause(Lives lives, int agent)
    {
        foreach (var condition in conditions)
        {
            var value = new Vector<float>(lives.Value(condition.Meter, agent));
            if (Holds(condition.Comparison, value, new Vector<float>(condition.Value))[0] != 0)
            {
                return condition.Meter;
            }
        }

        return null;
    }

    private static Vector<int> Holds(Comparison comparison, Vector<float> value, Vector<float> limit) => comparison switch
    {
        Comparison.LessOrEqual => Vector.LessThanOrEqual(value, limit),
        Comparison.GreaterOrEqual => Vector.GreaterThanOrEqual(value, limit),
        Comparison.Less => Vector.LessThan(value, limit),
        Comparison.Greater => Vector.GreaterThan(value, limit),
        Comparison.Equal => Vector.Equals(value, limit),
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, null),
    };
}
