using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.World;

namespace Townlet.Experiments.Tests.Scheduling;

/// <summary>
/// An experiment in a small world of chance: workers that are killed, freeze and come back, clocks that run at different speeds, messages that are lost, late, doubled and out of order,
/// and a coordinator that dies at any moment, also between the journal and its answer. After each second it checks what must always hold.
/// </summary>
internal sealed class RandomSchedule
{
    private const int Lives = 40;
    private const int SecondsOfTrouble = 150;

    /// <summary>Of calm, within which everything must come to its end.</summary>
    private const int SecondsOfCalm = 600;

    private readonly List<ExperimentEvent> _journal = [];
    private readonly List<(double At, Action Deliver)> _way = [];
    private readonly List<Worker> _workers = [];
    private readonly ExperimentDefinition _definition;
    private readonly bool _exact;
    private RandomSource _random;
    private Coordination? _coordinator;
    private (double Since, double Speed) _coordinatorClock;
    private double _now;

    private RandomSchedule(ulong seed)
    {
        _random = new RandomSource(seed);
        _exact = seed % 4 != 0;
        _definition = Definition(1 + _random.NextInt(4));
        for (var node = _random.NextInt(3); node >= 0; node--)
        {
            _workers.Add(new Worker(this, $"node{node}", 1));
        }
    }

    public List<string> Faults { get; } = [];

    /// <summary>What happened, to see that the schedules try what they should.</summary>
    public Dictionary<string, int> Seen { get; } = [];

    private bool IsTroubled => _now < SecondsOfTrouble;

    private TimeSpan CoordinatorTime => TimeSpan.FromSeconds((_now - _coordinatorClock.Since) * _coordinatorClock.Speed);

    /// <summary>One arm with so many runs; its pack is never read.</summary>
    public static ExperimentDefinition Definition(int runs) => new()
    {
        Name = "small",
        Packs = [new PlannedPack("pack", "pack", [])],
        Vary = [],
        Runs = runs,
        Episodes = Lives,
        Seed = 11,
    };

    public static RandomSchedule Run(ulong seed)
    {
        var schedule = new RandomSchedule(seed);
        schedule.Run();
        return schedule;
    }

    private void Run()
    {
        StartCoordinator();
        while (_now < SecondsOfTrouble + SecondsOfCalm && !(_coordinator is { State.IsComplete: true } && !IsTroubled))
        {
            _now += 1;
            if (_coordinator is null ? !IsTroubled || Chance(0.1) : IsTroubled && Chance(0.02))
            {
                if (_coordinator is null)
                {
                    StartCoordinator();
                }
                else
                {
                    Saw("coordinator killed");
                    _coordinator = null;
                }
            }

            Deliver();
            foreach (var worker in _workers.ToArray())
            {
                worker.Live();
            }

            Check();
        }

        CheckEnd();
    }

    private void StartCoordinator()
    {
        _coordinator = new Coordination(LeaseTerms.Usual);
        _coordinatorClock = (_now - (_random.NextDouble() * 1000), Speed());
        foreach (var happened in _journal)
        {
            _coordinator.Apply(happened, CoordinatorTime);
        }

        foreach (var happened in _coordinator.Begin(_definition))
        {
            Keep(happened);
        }
    }

    private void Hear(Pull pull, Worker worker)
    {
        if (_coordinator is null)
        {
            return;
        }

        foreach (var granted in _coordinator.Decide(pull, CoordinatorTime))
        {
            Keep(granted);
            if (IsTroubled && Chance(0.02))
            {
                // It dies with the grant in the journal, before anybody is told.
                Saw("coordinator killed after a grant");
                _coordinator = null;
                return;
            }
        }

        var grants = _coordinator.Answer(pull, CoordinatorTime);
        Send(() => worker.Hear(grants));
    }

    private void Hear(TrialReport report)
    {
        if (_coordinator?.Decide(report) is not { } verdict)
        {
            return;
        }

        if (verdict.Alarm is not null)
        {
            Saw("alarm");
            Require(!_exact, "an alarm about runs that are exact");
        }

        foreach (var happened in verdict.Events)
        {
            Keep(happened);
        }
    }

    private void Keep(ExperimentEvent happened)
    {
        _journal.Add(happened);
        _coordinator!.Apply(happened, CoordinatorTime);
    }

    /// <summary>A message on its way: in trouble it may be lost, doubled and late, and overtake others.</summary>
    private void Send(Action deliver)
    {
        for (var copies = IsTroubled ? Chance(0.1) ? 0 : Chance(0.1) ? 2 : 1 : 1; copies > 0; copies--)
        {
            var delay = !IsTroubled ? 0.1 : Chance(0.05) ? _random.NextDouble() * 90 : _random.NextDouble() * 3;
            _way.Add((_now + delay, deliver));
        }
    }

    private void Deliver()
    {
        foreach (var message in _way.Where(message => message.At <= _now).OrderBy(message => message.At).ToArray())
        {
            _way.Remove(message);
            message.Deliver();
        }
    }

    private void Check()
    {
        for (var trial = 1; trial <= _definition.TrialCount; trial++)
        {
            var live = _workers.Where(worker => worker.IsLive(trial)).ToArray();
            Require(live.Length <= 1, $"trial {trial} has {live.Length} live leases");
        }
    }

    private void CheckEnd()
    {
        Require(_coordinator is { State.IsComplete: true }, "not all trials came to their end");
        foreach (var trial in Enumerable.Range(1, _definition.TrialCount))
        {
            var epoch = 0;
            var over = 0;
            var failures = 0;
            foreach (var happened in _journal)
            {
                switch (happened)
                {
                    case ExperimentEvent.TrialGranted granted when granted.Trial == trial:
                        Require(granted.Epoch == epoch + 1 && over == 0, $"trial {trial} was granted in epoch {granted.Epoch} after {epoch}");
                        epoch = granted.Epoch;
                        break;
                    case ExperimentEvent.CheckpointCommitted committed when committed.Trial == trial:
                        Require(committed.Epoch == epoch && over == 0, $"trial {trial} was committed by epoch {committed.Epoch} in {epoch}");
                        break;
                    case ExperimentEvent.TrialFinished finished when finished.Trial == trial:
                        Require(finished.Epoch == epoch, $"trial {trial} was finished by epoch {finished.Epoch} in {epoch}");
                        over++;
                        Saw("finished");
                        break;
                    case ExperimentEvent.TrialFailed failed when failed.Trial == trial:
                        Require(failed.Epoch == epoch && failed.Attempt == ++failures, $"trial {trial} failed in epoch {failed.Epoch} in {epoch}");
                        over += failed.Attempt == ExperimentState.Attempts ? 1 : 0;
                        Saw(failed.Attempt == ExperimentState.Attempts ? "failed for good" : "failed");
                        break;
                }
            }

            Require(over == 1, $"trial {trial} ended {over} times");
            Saw(epoch > 1 + failures ? "moved" : "not moved");
        }
    }

    private void Require(bool holds, string fault)
    {
        if (!holds)
        {
            Faults.Add($"at {_now} s: {fault}");
        }
    }

    private void Saw(string what) => Seen[what] = Seen.GetValueOrDefault(what) + 1;

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private double Speed() => 0.97 + (_random.NextDouble() * 0.06);

    /// <summary>A worker and its trial processes.</summary>
    private sealed class Worker
    {
        private readonly RandomSchedule _schedule;
        private readonly WorkerId _id;
        private readonly WorkerLeases _leases;
        private readonly double _since;
        private readonly double _speed;
        private readonly Dictionary<TrialGrant, int> _processes = [];
        private readonly List<Grants> _mailbox = [];
        private double _frozenUntil;
        private bool _isDead;

        public Worker(RandomSchedule schedule, string node, long incarnation)
        {
            _schedule = schedule;
            _id = new WorkerId(node, incarnation);
            _leases = new WorkerLeases(_id, 1 + schedule._random.NextInt(2), LeaseTerms.Usual);
            _since = schedule._now - (schedule._random.NextDouble() * 1000);
            _speed = schedule.Speed();
        }

        private TimeSpan Time => TimeSpan.FromSeconds((_schedule._now - _since) * _speed);

        public bool IsLive(int trial) => !_isDead && _leases.IsLive(trial, Time);

        public void Hear(Grants grants) => _mailbox.Add(grants);

        public void Live()
        {
            if (_isDead || _schedule._now < _frozenUntil)
            {
                return;
            }

            if (_schedule.IsTroubled && _schedule.Chance(0.01))
            {
                Die();
                return;
            }

            if (_schedule.IsTroubled && _schedule.Chance(0.01))
            {
                _schedule.Saw("frozen");
                _frozenUntil = _schedule._now + (_schedule._random.NextDouble() * 90);
                return;
            }

            foreach (var grants in _mailbox)
            {
                var changes = _leases.Hear(grants, Time);
                Stop(changes.Stop);
                foreach (var grant in changes.Start)
                {
                    _processes.Add(grant, grant.From?.Episode ?? 0);
                }

                foreach (var report in changes.Repeat)
                {
                    Report(report);
                }
            }

            _mailbox.Clear();
            Stop(_leases.Expire(Time));
            foreach (var grant in _processes.Keys.ToArray())
            {
                Work(grant);
            }

            var pull = _leases.Ask(Time);
            _schedule.Send(() => _schedule.Hear(pull, this));
        }

        private void Work(TrialGrant grant)
        {
            var episode = ++_processes[grant];
            _leases.Progress(grant.Trial, grant.Epoch, episode);
            if (_schedule.Chance(0.01))
            {
                End(grant, new TrialReport.Failed(grant.Trial, grant.Epoch, "it failed"));
                return;
            }

            if (episode % 10 == 0)
            {
                var content = _schedule._exact ? $"{grant.Trial} at {episode}" : $"{grant.Trial} at {episode} by {grant.Epoch}";
                Report(new TrialReport.Committed(grant.Trial, grant.Epoch, episode, $"e{grant.Epoch}", "sum", 1, content));
            }

            if (episode >= Lives)
            {
                End(grant, new TrialReport.Finished(grant.Trial, grant.Epoch, new TrialResult(episode, 0.5, 100)));
            }
        }

        private void End(TrialGrant grant, TrialReport report)
        {
            _processes.Remove(grant);
            _leases.End(report);
            Report(report);
        }

        private void Stop(IEnumerable<TrialGrant> grants)
        {
            foreach (var grant in grants)
            {
                _schedule.Saw("stopped");
                _processes.Remove(grant);
                _leases.Stopped(grant.Trial, grant.Epoch);
            }
        }

        private void Report(TrialReport report) => _schedule.Send(() => _schedule.Hear(report));

        private void Die()
        {
            _isDead = true;
            _schedule.Saw("worker killed");
            if (_schedule.Chance(0.5))
            {
                // In order: it gives back what it held.
                foreach (var grant in _leases.Holds)
                {
                    Report(new TrialReport.Released(grant.Trial, grant.Epoch));
                }
            }

            if (_schedule.Chance(0.7) || _schedule._workers.All(worker => worker._isDead))
            {
                _schedule._workers.Add(new Worker(_schedule, _id.Node, _id.Incarnation + 1));
            }
        }
    }
}
