using System.Runtime.CompilerServices;

namespace Townlet.World;

/// <summary>One flag for each <see cref="TownAction"/>: does it make sense now?</summary>
[InlineArray(ActionCount)]
internal struct ActionMask
{
    public const int ActionCount = 6;

    private bool _up;
}
