using System.Runtime.InteropServices;

namespace Townlet.World;

/// <summary>
/// What the rules did to one agent's meters in the last step that was given this ledger: the difference that each rule left
/// behind, so that they add up to the step. May be used for step after step.
/// </summary>
/// <param name="agent">Whose, from 0.</param>
public sealed class StepLedger(int agent = 0)
{
    private readonly List<MeterChange> _changes = [];
    private readonly float[] _meters = new float[Lives.MeterCount];

    public int Agent => agent;

    /// <summary>In the order in which the rules applied, those of one rule in <see cref="Meter"/> order; none where the step began a new life. Valid until the next step.</summary>
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

    /// <summary>A rule has run; whatever changed since the last one is its doing.</summary>
    internal void Note(Lives lives, ChangeCause cause, string name)
    {
        for (var meter = Meter.Energy; meter <= Meter.Fitness; meter++)
        {
            var value = lives.Value(meter, agent);
            // Rounded once, so that a sum of them is as near to the step as can be.
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
