using System.Runtime.InteropServices;
using Townlet.World.Mechanics;

namespace Townlet.World;

/// <summary>
/// What each rule did to one agent's meters in the last step that this ledger was passed to. The changes add up to the
/// whole step. A ledger can be used for one step after another.
/// </summary>
/// <param name="agent">Index of the agent, from 0.</param>
public sealed class StepLedger(int agent = 0)
{
    private readonly List<MeterChange> _changes = [];
    private readonly float[] _meters = new float[Lives.MeterCount];

    public int Agent => agent;

    /// <summary>In the order in which the rules applied; the changes of one rule are in <see cref="Meter"/> order. Empty where the step began a new life. Valid until the next step.</summary>
    public ReadOnlySpan<MeterChange> Changes => CollectionsMarshal.AsSpan(_changes);

    /// <summary>A step begins.</summary>
    internal void Open(Lives lives)
    {
        _changes.Clear();
        for (var meter = Meter.Energy; meter <= Meter.Fitness; meter++)
        {
            _meters[(int)meter] = lives.Value(meter, agent);
        }
    }

    /// <summary>A rule has run: all that changed since the previous call is its doing.</summary>
    internal void Note(Lives lives, ChangeCause cause, string name)
    {
        for (var meter = Meter.Energy; meter <= Meter.Fitness; meter++)
        {
            var value = lives.Value(meter, agent);
            // Rounded only once, so that the changes add up to the step as closely as possible.
            var amount = (float)((double)value - _meters[(int)meter]);
            if (amount != 0f)
            {
                _changes.Add(new MeterChange(meter, amount, cause, name));
                _meters[(int)meter] = value;
            }
        }
    }

    /// <summary>The step began a new life instead of acting.</summary>
    internal void Void() => _changes.Clear();
}
