namespace Townlet.World;

/// <summary>The name of each end of a life in records and metrics.</summary>
public static class LifeEndNames
{
    private const string Death = "death";
    private const string StepCap = "step_cap";

    /// <exception cref="ArgumentOutOfRangeException">The life continues.</exception>
    public static string NameOf(LifeEnd end) => end switch
    {
        LifeEnd.Death => Death,
        LifeEnd.StepCap => StepCap,
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "Only a life that ended has such a name."),
    };

    /// <returns>Null where no end has this name.</returns>
    public static LifeEnd? Parse(string name) => name switch
    {
        Death => LifeEnd.Death,
        StepCap => LifeEnd.StepCap,
        _ => null,
    };
}
