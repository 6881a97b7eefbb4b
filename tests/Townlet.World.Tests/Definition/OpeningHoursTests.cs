using Townlet.World.Definition;

namespace Townlet.World.Tests.Definition;

public sealed class OpeningHoursTests
{
    [Fact]
    public void Opening_hour_is_included_and_closing_hour_is_not() =>
        Assert.Equal([8, 9, 10], HoursOf(new OpeningHours(8, 11)));

    [Fact]
    public void Closing_above_24_wraps_past_midnight() =>
        Assert.Equal([0, 1, 2, 3, 18, 19, 20, 21, 22, 23], HoursOf(new OpeningHours(18, 28)));

    [Fact]
    public void Always_includes_every_hour() =>
        Assert.Equal(Enumerable.Range(0, 24), HoursOf(OpeningHours.Always));

    private static IEnumerable<int> HoursOf(OpeningHours hours) => Enumerable.Range(0, 24).Where(hour => hours.IncludeHour(hour));
}
