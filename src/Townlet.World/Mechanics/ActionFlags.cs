using System.Runtime.CompilerServices;

namespace Townlet.World.Mechanics;

/// <summary>The bytes of one row of <see cref="Town.ActionMasks"/>: a flag for each <see cref="TownAction"/>.</summary>
[InlineArray(ActionMask.ActionCount)]
internal struct ActionFlags
{
    private bool _up;
}
