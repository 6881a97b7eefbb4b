namespace Townlet.Actors.Tests.Fixtures;

/// <summary>A clock that only the test moves. The clock on the wall can be set without that any time passes.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _set;
    private long _ticks = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks) + Interlocked.Read(ref _set), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void SetWallClock(TimeSpan by) => Interlocked.Add(ref _set, by.Ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
