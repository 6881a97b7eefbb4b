using System.Runtime.CompilerServices;

namespace Townlet.World.Mechanics;

/// <summary>One flag for each <see cref="TownAction"/>: whether it makes sense in the present state.</summary>
[InlineArray(ActionCount)]
internal struct ActionMask
{
    public const int ActionCount = 6;

    private bool _up;
}
