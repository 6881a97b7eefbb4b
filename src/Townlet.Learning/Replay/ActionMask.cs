using Townlet.World;

namespace Townlet.Learning.Replay;

/// <summary>Which of the six actions are valid, one bit each.</summary>
internal readonly record struct ActionMask(byte Bits)
{
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
