namespace Townlet.World;

/// <summary>What an agent can do in one step, in the order of every mask and Q-value array.</summary>
public enum TownAction : byte
{
    Up = 0,
    Down = 1,
    Left = 2,
    Right = 3,
    Interact = 4,
    Wait = 5,
}
