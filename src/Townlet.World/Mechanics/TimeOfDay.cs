namespace Townlet.World;

/// <summary>The town's clock: a step is an hour.</summary>
internal static class TimeOfDay
{
    public const int HoursPerDay = 24;

    public static int Next(int hour) => hour == HoursPerDay - 1 ? 0 : hour + 1;
}
