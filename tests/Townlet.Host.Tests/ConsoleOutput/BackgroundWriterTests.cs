using System.Text;
using Townlet.Host.ConsoleOutput;

namespace Townlet.Host.Tests.ConsoleOutput;

public sealed class BackgroundWriterTests : IDisposable
{
    private static readonly TimeSpan _long = TimeSpan.FromMinutes(1);

    private readonly Output _output = new();
    private readonly BackgroundWriter _writer;

    public BackgroundWriterTests()
    {
        _writer = new BackgroundWriter(_output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), (lost, reason) => $"{lost} lost: {reason}") { NewLine = "\n" };
    }

    public void Dispose()
    {
        _output.Open.Set();
        _writer.Drain(_long);
        _writer.Dispose();
        _output.Dispose();
    }

    [Fact]
    public void What_is_written_arrives_in_order()
    {
        Say("one");
        Say("two");
        _writer.Drain(_long);
        Assert.Equal("one\ntwo\n", _output.Text);
    }

    [Fact]
    public void What_cannot_be_written_is_counted_and_said_when_writing_works_again()
    {
        _output.Fault = new IOException("No space left on device");
        Say("one");
        Say("two");
        _writer.Drain(_long);
        _output.Fault = null;
        Say("three");
        Say("four");
        _writer.Drain(_long);
        Assert.Equal("\n2 lost: No space left on device\nthree\nfour\n", _output.Text);
    }

    [Fact]
    public void Writing_and_draining_do_not_wait_for_an_output_that_stands_still()
    {
        _output.Open.Reset();
        Say("one");
        Say("two");
        _writer.Drain(TimeSpan.FromMilliseconds(1));
        Assert.Equal("", _output.Text);
        _output.Open.Set();
        _writer.Drain(_long);
        Assert.Equal("one\ntwo\n", _output.Text);
    }

    [Fact]
    public void Output_that_stands_still_for_long_loses_the_oldest_lines_and_says_how_many()
    {
        _output.Open.Reset();
        Say("first");
        _output.Entered.Wait();
        for (var line = 1; line <= 10_007; line++)
        {
            Say($"line {line}");
        }

        _output.Open.Set();
        _writer.Drain(_long);
        var lines = _output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["first", "7 lost: nobody reads them fast enough", "line 8"], lines[..3]);
        Assert.Equal("line 10007", lines[^1]);
        Assert.Equal(10_002, lines.Length);
    }

    private void Say(string line)
    {
        _writer.WriteLine(line);
        _writer.Flush();
    }

    /// <summary>An output that fails or stands still as the test wants it.</summary>
    private sealed class Output : MemoryStream
    {
        public IOException? Fault { get; set; }

        public ManualResetEventSlim Open { get; } = new(initialState: true);

        public ManualResetEventSlim Entered { get; } = new();

        public string Text => Encoding.UTF8.GetString(ToArray());

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Entered.Set();
            Open.Wait();
            if (Fault is not null)
            {
                throw Fault;
            }

            base.Write(buffer.ToArray(), 0, buffer.Length);
        }

        protected override void Dispose(bool disposing)
        {
            Open.Dispose();
            Entered.Dispose();
            base.Dispose(disposing);
        }
    }
}
