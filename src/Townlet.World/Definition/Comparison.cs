namespace Townlet.World.Definition;

/// <summary>How a meter is compared with a value.</summary>
public enum Comparison : byte
{
    LessOrEqual,
    GreaterOrEqual,
    Less,
    Greater,
    Equal,
}
