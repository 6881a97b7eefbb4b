namespace Townlet.Actors.Playback;

/// <summary>The policies that were asked for and are being read. Readings overlap when checkpoints come fast; only the one asked for last is to play.</summary>
internal sealed class PolicyRequests
{
    private int _last;
    private bool _beginsLife;

    /// <param name="beginsLife">The policy is to begin a new life instead of taking over the present one. Where a later request overtakes this one, that holds for the later policy.</param>
    /// <returns>Number of the request, from 1.</returns>
    public int Add(bool beginsLife)
    {
        _beginsLife |= beginsLife;
        return ++_last;
    }

    public bool IsLast(int number) => number == _last;

    /// <summary>The policy asked for last plays now.</summary>
    /// <returns>True if it is to begin a new life.</returns>
    public bool Fulfil()
    {
        var begins = _beginsLife;
        _beginsLife = false;
        return begins;
    }

    /// <summary>That policy cannot be read. If a later one is still being read, that one begins the new life.</summary>
    public void Fail(int number) => _beginsLife &= !IsLast(number);
}
