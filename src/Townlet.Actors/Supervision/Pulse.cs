namespace Townlet.Actors.Supervision;

/// <summary>
/// In how many of the supervisor's own ticks one instance has shown no sign of life. Ticks are counted and not seconds: while the whole process
/// stands still (a machine that sleeps, SIGSTOP, a debugger) there are none, and nobody is to blame.
/// </summary>
/// <param name="ticksAllowed">So many ticks without a sign of life, and the instance is lost.</param>
internal sealed class Pulse(int ticksAllowed)
{
    private long _asked;
    private bool _waits;
    private long? _workDone;
    private int _silent;
    private long _handled;

    public bool IsLost => _silent >= ticksAllowed;

    /// <param name="handled">Messages that the instance has dealt with: while it works through many that came before the question, it lives.</param>
    /// <returns>The question to ask, or null while the one before is not answered.</returns>
    public SignOfLife.Question? Tick(long handled)
    {
        var worksThroughOthers = _waits && handled != _handled;
        _handled = handled;
        _silent = worksThroughOthers ? 0 : _silent + 1;
        if (_waits)
        {
            return null;
        }

        _waits = true;
        return new SignOfLife.Question(++_asked);
    }

    public void Hear(SignOfLife.Answer answer)
    {
        if (answer.Number != _asked)
        {
            return;
        }

        _waits = false;
        if (answer.WorkDone is null || answer.WorkDone != _workDone)
        {
            _silent = 0;
        }

        _workDone = answer.WorkDone;
    }
}
