using System.Buffers.Text;
using System.Text;

namespace Townlet.Benchmarks.Speed;

/// <summary>A viewer that records how old each frame is when it is read, by the timestamp in the frame.</summary>
internal sealed class TimedViewer : IAsyncDisposable
{
    private static readonly byte[] _time = Encoding.UTF8.GetBytes("\"timestamp_unix\":");

    private readonly List<double> _delays = [];
    private readonly Lock _lock = new();
    private FrameSocket _socket = null!;

    private TimedViewer()
    {
    }

    /// <summary>Delays in milliseconds, one per frame since <see cref="Forget"/>.</summary>
    public IReadOnlyList<double> Delays
    {
        get
        {
            lock (_lock)
            {
                return [.. _delays];
            }
        }
    }

    public static async Task<TimedViewer> ConnectAsync(int port)
    {
        var viewer = new TimedViewer();
        viewer._socket = await FrameSocket.ConnectAsync(port, viewer.Note).ConfigureAwait(false);
        return viewer;
    }

    public Task CommandAsync(string json) => _socket.CommandAsync(json);

    public void Forget()
    {
        lock (_lock)
        {
            _delays.Clear();
        }
    }

    public ValueTask DisposeAsync() => _socket.DisposeAsync();

    private void Note(ReadOnlySpan<byte> message)
    {
        var at = message.IndexOf(_time);
        if (at >= 0 && Utf8Parser.TryParse(message[(at + _time.Length)..], out double seconds, out _))
        {
            var delay = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMilliseconds - (seconds * 1000);
            lock (_lock)
            {
                _delays.Add(delay);
            }
        }
    }
}
