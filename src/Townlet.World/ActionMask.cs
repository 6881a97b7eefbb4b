namespace Townlet.World;

/// <summary>Which actions make sense in a state, one bit each, in <see cref="TownAction"/> order.</summary>
public readonly record struct ActionMask(byte Bits)
{
    /// <summary>Number of actions: the width of every mask and Q-value array.</summary>
    public const int ActionCount = 6;

    /// <param name="valid">A flag for each action.</param>
    public static ActionMask From(ReadOnlySpan<bool> valid)
    {
        var bits = 0;
        for (var action = 0; action < valid.Length; action++)
        {
            bits |= valid[action] ? 1 << action : 0;
        }

        return new ActionMask((byte)bits);
    }

    public bool Allows(int action) => (Bits & (1 << action)) != 0;

    public ActionMask With(TownAction action) => new((byte)(Bits | (1 << (int)action)));
}
