using System.Diagnostics;
using System.Text;

namespace Townlet.Host.ConsoleOutput;

/// <summary>
/// Writes on a thread of its own, so that no caller waits for a terminal that was stopped or a slow reader,
/// or meets a full disk or a closed terminal. What cannot be written is dropped; as soon as writing works again a line says how much was.
/// </summary>
internal sealed class BackgroundWriter : TextWriter
{
    /// <summary>How much may wait, in calls of <see cref="Flush"/>: some minutes of a busy run.</summary>
    private const int MostWaiting = 10_000;

    private readonly Stream _output;
    private readonly Func<int, string, string> _describeLoss;
    private readonly Lock _pendingLock = new();
    private readonly StringBuilder _pending = new();
    private readonly object _gate = new();
    private readonly Queue<string> _waiting = new();
    private bool _isWriting;
    private bool _isClosed;
    private int _dropped;

    /// <summary>The thread's own: whether the last write failed, and the lines lost since one worked.</summary>
    private string? _fault;
    private int _lost;

    /// <param name="output">Where to write; null drops everything.</param>
    /// <param name="encoding">Of the text.</param>
    /// <param name="describeLoss">Makes a line, without its end, of a number of lost lines and the reason.</param>
    public BackgroundWriter(Stream? output, Encoding encoding, Func<int, string, string> describeLoss)
    {
        _output = output ?? Stream.Null;
        Encoding = encoding;
        _describeLoss = describeLoss;
        new Thread(Work) { IsBackground = true, Name = "console" }.Start();
    }

    public override Encoding Encoding { get; }

    public override void Write(char value)
    {
        lock (_pendingLock)
        {
            _pending.Append(value);
        }
    }

    public override void Write(string? value)
    {
        lock (_pendingLock)
        {
            _pending.Append(value);
        }
    }

    public override void Write(char[] buffer, int index, int count)
    {
        lock (_pendingLock)
        {
            _pending.Append(buffer, index, count);
        }
    }

    /// <summary>Hands over what was written so far and does not wait for it.</summary>
    public override void Flush()
    {
        lock (_pendingLock)
        {
            if (_pending.Length > 0)
            {
                HandOver(_pending.ToString());
                _pending.Clear();
            }
        }
    }

    /// <summary>Waits until everything is written, at most so long.</summary>
    public void Drain(TimeSpan limit)
    {
        Flush();
        var begin = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            while (_isWriting || _waiting.Count > 0)
            {
                var left = limit - Stopwatch.GetElapsedTime(begin);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
                {
                    return;
                }
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }

        base.Dispose(disposing);
    }

    private static int Lines(string text) => text.AsSpan().Count('\n');

    private void HandOver(string text)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            if (_waiting.Count == MostWaiting)
            {
                _dropped += Lines(_waiting.Dequeue());
            }

            _waiting.Enqueue(text);
            Monitor.PulseAll(_gate);
        }
    }

    private void Work()
    {
        while (true)
        {
            string text;
            lock (_gate)
            {
                _isWriting = false;
                Monitor.PulseAll(_gate);
                while (_waiting.Count == 0)
                {
                    if (_isClosed)
                    {
                        return;
                    }

                    Monitor.Wait(_gate);
                }

                if (_dropped > 0)
                {
                    _lost += _dropped;
                    _fault ??= "nobody reads them fast enough";
                    _dropped = 0;
                }

                text = _waiting.Dequeue();
                _isWriting = true;
            }

            Put(text);
        }
    }

    private void Put(string text)
    {
        // What failed may have left half a line.
        var loss = _fault is null ? "" : _lost == 0 ? NewLine : $"{NewLine}{_describeLoss(_lost, _fault)}{NewLine}";
        try
        {
            _output.Write(Encoding.GetBytes(loss + text));
            _fault = null;
            _lost = 0;
        }
        catch (IOException failure)
        {
            _fault = failure.Message;
            _lost += Lines(text);
        }
    }
}
