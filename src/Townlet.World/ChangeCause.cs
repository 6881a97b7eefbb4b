namespace Townlet.World;

/// <summary>Which kind of rule changed a meter.</summary>
public enum ChangeCause : byte
{
    /// <summary>What moving or waiting costs.</summary>
    Action,

    /// <summary>What a place gave and what it cost.</summary>
    Place,

    /// <summary>Base depletion.</summary>
    Depletion,
    Modulation,
    Cascade,
}
