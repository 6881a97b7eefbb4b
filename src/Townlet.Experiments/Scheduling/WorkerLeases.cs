using System.Collections.Immutable;

namespace Townlet.Experiments.Scheduling;

/// <summary>
/// What a worker may run, from its own side: it says what to ask, and what to start and to stop when an answer comes or none does. A lease counts from the moment when the question
/// was sent, so it ends before the coordinator's, whatever the way took.
/// </summary>
/// <param name="worker">Who asks.</param>
/// <param name="slots">Trials that it runs at a time.</param>
/// <param name="terms">Of the leases.</param>
internal sealed class WorkerLeases(WorkerId worker, int slots, LeaseTerms terms)
{
    private readonly Dictionary<int, Held> _held = [];
    private readonly HashSet<TrialGrant> _stopping = [];
    private readonly Dictionary<int, TrialReport> _ended = [];
    private readonly Dictionary<long, TimeSpan> _sent = [];
    private long _number;
    private long _answered;

    /// <summary>The trials that it runs by a lease, in no order.</summary>
    public IEnumerable<TrialGrant> Holds => _held.Values.Select(held => held.Grant);

    /// <summary>Whether the lease of a trial that it runs is good.</summary>
    public bool IsLive(int trial, TimeSpan now) => _held.TryGetValue(trial, out var held) && now - held.Renewed < terms.Lease;

    /// <summary>The next question.</summary>
    /// <param name="now">By a clock that never goes back.</param>
    public Pull Ask(TimeSpan now)
    {
        _sent[++_number] = now;
        return new Pull(
            worker, _number, Math.Max(0, slots - _held.Count - _stopping.Count),
            [.. _held.Values.Select(held => new HeldTrial(held.Grant.Trial, held.Grant.Epoch, held.Episode))]);
    }

    /// <summary>How far a trial is, for the next question.</summary>
    public void Progress(int trial, int epoch, int episode)
    {
        if (_held.TryGetValue(trial, out var held) && held.Grant.Epoch == epoch)
        {
            _held[trial] = held with { Episode = episode };
        }
    }

    /// <summary>An answer came. One that is older than another, or than a lease, says nothing.</summary>
    public LeaseChanges Hear(Grants grants, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(grants);
        if (grants.Number <= _answered || !_sent.TryGetValue(grants.Number, out var sent))
        {
            return LeaseChanges.None;
        }

        _answered = grants.Number;
        foreach (var earlier in _sent.Keys.Where(number => number <= _answered).ToArray())
        {
            _sent.Remove(earlier);
        }

        if (now - sent >= terms.Lease)
        {
            return LeaseChanges.None;
        }

        var stop = Drop(held => !grants.Trials.Any(grant => IsSame(grant, held.Grant)));
        var start = ImmutableArray.CreateBuilder<TrialGrant>();
        var unheard = ImmutableArray.CreateBuilder<TrialReport>();
        foreach (var grant in grants.Trials)
        {
            // What has ended is never run again in the same epoch: the report of its end may still be on its way.
            if (_ended.TryGetValue(grant.Trial, out var report) && report.Epoch >= grant.Epoch)
            {
                unheard.Add(report);
            }
            else if (_held.TryGetValue(grant.Trial, out var held))
            {
                _held[grant.Trial] = held with { Renewed = sent };
            }
            // What still runs of an earlier grant must end first; the next answer names it again.
            else if (_stopping.All(stopping => stopping.Trial != grant.Trial))
            {
                _held.Add(grant.Trial, new Held(grant, sent, grant.From?.Episode ?? 0));
                start.Add(grant);
            }
        }

        return new LeaseChanges(start.ToImmutable(), stop, unheard.ToImmutable());
    }

    /// <summary>The trials whose lease has run out, which must stop.</summary>
    public ImmutableArray<TrialGrant> Expire(TimeSpan now) => Drop(held => now - held.Renewed >= terms.Lease);

    /// <summary>The process of a trial has ended by itself.</summary>
    /// <param name="report">What came of it: told to the coordinator again whenever that still grants the trial in this epoch.</param>
    public void End(TrialReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (_held.TryGetValue(report.Trial, out var held) && held.Grant.Epoch == report.Epoch)
        {
            _held.Remove(report.Trial);
            _ended[report.Trial] = report;
        }
    }

    /// <summary>The process of a trial that had to stop is gone.</summary>
    public void Stopped(int trial, int epoch) => _stopping.RemoveWhere(grant => grant.Trial == trial && grant.Epoch == epoch);

    private static bool IsSame(TrialGrant first, TrialGrant second) => first.Trial == second.Trial && first.Epoch == second.Epoch;

    private ImmutableArray<TrialGrant> Drop(Func<Held, bool> wanted)
    {
        ImmutableArray<TrialGrant> dropped = [.. _held.Values.Where(wanted).Select(held => held.Grant)];
        foreach (var grant in dropped)
        {
            _held.Remove(grant.Trial);
            _stopping.Add(grant);
        }

        return dropped;
    }

    private sealed record Held(TrialGrant Grant, TimeSpan Renewed, int Episode);
}
