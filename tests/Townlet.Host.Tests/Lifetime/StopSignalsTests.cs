using System.Runtime.InteropServices;
using Townlet.Host.ConsoleOutput;
using Townlet.Host.Lifetime;
using Townlet.Host.Tests.Fixtures;

namespace Townlet.Host.Tests.Lifetime;

public sealed class StopSignalsTests : IDisposable
{
    private static readonly TimeSpan _halfASecond = TimeSpan.FromSeconds(0.5);

    private readonly ManualTime _time = new();
    private readonly StringWriter _output = new();
    private readonly TextLines _lines;
    private readonly StopSignals _signals;
    private readonly List<int> _ends = [];

    public StopSignalsTests()
    {
        _lines = new TextLines(_output, colored: false, columns: null, _time);
        _signals = new StopSignals(_lines, _time, _ends.Add);
    }

    public void Dispose()
    {
        _signals.Dispose();
        _lines.Dispose();
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGHUP)]
    public void First_signal_asks_for_a_stop(PosixSignal signal)
    {
        Assert.False(_signals.Requested.IsCancellationRequested);
        _signals.Receive(signal);
        Assert.True(_signals.Requested.IsCancellationRequested);
        Assert.Equal(1, Lines("Shutdown signal received. Gracefully stopping..."));
        Assert.Empty(_ends);
    }

    [Theory]
    [InlineData(PosixSignal.SIGTERM, PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGHUP, PosixSignal.SIGHUP)]
    [InlineData(PosixSignal.SIGTERM, PosixSignal.SIGHUP)]
    [InlineData(PosixSignal.SIGHUP, PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGINT, PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGINT, PosixSignal.SIGHUP)]
    public void Signals_that_nobody_types_never_force_the_end(PosixSignal first, PosixSignal other)
    {
        _signals.Receive(first);
        foreach (var pause in (ReadOnlySpan<double>)[0, 0.4, 0.6, 60])
        {
            _time.Advance(TimeSpan.FromSeconds(pause));
            _signals.Receive(other);
        }

        Assert.Empty(_ends);
        Assert.Equal(1, _output.ToString().Count(letter => letter == '\n'));
    }

    [Fact]
    public void Ctrl_c_within_half_a_second_is_the_same_event()
    {
        _signals.Receive(PosixSignal.SIGINT);
        _time.Advance(_halfASecond - TimeSpan.FromMilliseconds(1));
        _signals.Receive(PosixSignal.SIGINT);
        Assert.Empty(_ends);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        _signals.Receive(PosixSignal.SIGINT);
        Assert.Equal([130], _ends);
        Assert.Equal(1, Lines("Second signal received. Stopping at once."));
    }

    [Fact]
    public void First_ctrl_c_after_another_signal_tells_what_the_second_will_do()
    {
        _signals.Receive(PosixSignal.SIGTERM);
        _time.Advance(TimeSpan.FromSeconds(3));
        _signals.Receive(PosixSignal.SIGINT);
        Assert.Empty(_ends);
        Assert.Equal(1, Lines("It is stopping already. Press Ctrl+C once more to end at once, without saving."));

        _time.Advance(_halfASecond);
        _signals.Receive(PosixSignal.SIGINT);
        Assert.Equal([130], _ends);
    }

    private int Lines(string text) => _output.ToString().Split(Environment.NewLine).Count(line => line.EndsWith(text, StringComparison.Ordinal));
}
