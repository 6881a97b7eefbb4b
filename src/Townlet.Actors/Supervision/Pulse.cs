namespace Townlet.Actors;

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

    public bool IsLost => _silent >= ticksAllowed;

    /// <returns>The question to ask, or null while the one before is not answered.</returns>
    public SignOfLife.Question? Tick()
    {
        _silent++;
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
