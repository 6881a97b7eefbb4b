namespace Townlet.World.Definition;

/// <summary>Open when <c>Opens &lt;= hour &lt; Closes</c>; a closing hour above 24 is on the next day (18 to 28 means 18:00 to 04:00).</summary>
public readonly record struct OpeningHours(int Opens, int Closes)
{
    public static OpeningHours Always { get; } = new(0, 24);

    /// <param name="hour">0 to 23.</param>
    public bool IncludeHour(int hour) =>
        (hour >= Opens && hour < Closes) || (hour + 24 >= Opens && hour + 24 < Closes);
}
