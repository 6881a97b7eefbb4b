namespace Townlet.World.Mechanics;

/// <summary>The town's clock: a step is an hour.</summary>
internal static class TimeOfDay
{
    public const int HoursPerDay = 24;
}
