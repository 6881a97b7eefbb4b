namespace Townlet.World;

/// <summary>Open when <c>Opens &lt;= hour &lt; Closes</c>; a close above 24 wraps past midnight (18 to 28 is 18:00 to 04:00).</summary>
public readonly record struct OpeningHours(int Opens, int Closes)
{
    public static OpeningHours Always { get; } = new(0, 24);

    /// <param name="hour">0 to 23.</param>
    public bool IncludeHour(int hour) =>
        (hour >= Opens && hour < Closes) || (hour + 24 >= Opens && hour + 24 < Closes);
}
