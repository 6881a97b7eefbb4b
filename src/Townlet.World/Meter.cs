namespace Townlet.World;

/// <summary>The eight needs and resources of an agent, each in [0, 1], in the order of every meter array and observation.</summary>
public enum Meter : byte
{
    Energy = 0,
    Hygiene = 1,
    Satiation = 2,

    /// <summary>1.0 is $100; there is no debt.</summary>
    Money = 3,
    Mood = 4,
    Social = 5,
    Health = 6,
    Fitness = 7,
}
