using System.Diagnostics;

namespace Townlet.Benchmarks.Reliability;

/// <summary>A viewer that keeps nothing but how long it had to wait from one frame to the next.</summary>
internal sealed class GapViewer : IAsyncDisposable
{
    private FrameSocket _socket = null!;
    private long _lastFrame = Stopwatch.GetTimestamp();
    private long _longestTicks;
    private long _frames;

    private GapViewer()
    {
    }

    /// <summary>The longest time without a frame so far, the one under way included.</summary>
    public TimeSpan LongestGap
    {
        get
        {
            var underWay = Stopwatch.GetElapsedTime(Interlocked.Read(ref _lastFrame));
            var longest = TimeSpan.FromTicks(Interlocked.Read(ref _longestTicks));
            return underWay > longest && IsConnected ? underWay : longest;
        }
    }

    public long Frames => Interlocked.Read(ref _frames);

    public bool IsConnected => _socket.IsConnected;

    public static async Task<GapViewer> ConnectAsync(int port)
    {
        var viewer = new GapViewer();
        viewer._socket = await FrameSocket.ConnectAsync(port, _ => viewer.Note()).ConfigureAwait(false);
        return viewer;
    }

    public Task CommandAsync(string json) => _socket.CommandAsync(json);

    public ValueTask DisposeAsync() => _socket.DisposeAsync();

    private void Note()
    {
        var now = Stopwatch.GetTimestamp();
        var gap = Stopwatch.GetElapsedTime(Interlocked.Exchange(ref _lastFrame, now), now);
        Interlocked.Exchange(ref _longestTicks, Math.Max(_longestTicks, gap.Ticks));
        Interlocked.Increment(ref _frames);
    }
}
