using Akka.Actor;
using Akka.Event;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Shipping;

namespace Townlet.Experiments.Workers;

/// <summary>
/// One grant of one trial: prepares its folder, runs its process, measures its policies on the way and the last one in the end, and says how it went. Measuring takes a small part of
/// one core, beside the trial.
/// </summary>
internal sealed class TrialProcessActor : ReceiveActor, IWithTimers
{
    private const string LookAgain = "look-again";

    /// <summary>Between two looks at a folder in which another process still trains.</summary>
    private static readonly TimeSpan _lookEvery = TimeSpan.FromSeconds(0.5);

    /// <summary>A process of an earlier grant ends long before this.</summary>
    private static readonly TimeSpan _waitAtMost = TimeSpan.FromMinutes(2);

    private readonly TrialWork _work;
    private readonly Trial _trial;
    private readonly TrialGrant _grant;
    private readonly TrialOutput _output = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ActorSystem _system = Context.System;
    private readonly List<int> _points;
    private TrialFolder? _folder;
    private ITrialRun? _run;
    private IActorRef? _shipper;
    private TrialResult? _result;
    private TimeSpan _waited;
    private bool _hasFetched;
    private bool _isMeasuring;
    private bool _isOver;
    private bool _mustStop;

    public TrialProcessActor(TrialWork work, Trial trial, TrialGrant grant)
    {
        _work = work;
        _trial = trial;
        _grant = grant;
        _points = [.. work.Plan.GridOf(trial)];
        Receive<TrialFolder>(folder =>
        {
            _folder = folder;
            Proceed();
        });
        Receive<Look>(_ => Proceed());
        Receive<Line>(line =>
        {
            if (line.IsError)
            {
                _output.ReadError(line.Text);
                return;
            }

            var before = _output.Episode;
            _output.Read(line.Text);
            if (_output.Episode > before)
            {
                Tell(new TrialProcess.Progressed(_grant.Trial, _grant.Epoch, _output.Episode));
                MeasureNext();
            }
        });
        Receive<PointMeasured>(OnMeasured);
        Receive<NothingMeasured>(nothing => OnNothingMeasured(nothing.WasOver));
        Receive<MeasuringFailed>(failed =>
        {
            Warn(failed.Cause.Message);
            _points.Clear();
            OnNothingMeasured(_isOver);
        });
        Receive<ProcessEnded>(ended => Conclude(ended.Code));
        Receive<TrialResult>(result =>
        {
            _result = result;
            ShipLast();
        });
        Receive<Shipment.Committed>(Tell);
        Receive<Shipment.LastShipped>(shipped => ShippedLast(shipped.Fault));
        Receive<Status.Failure>(failure => Fail(failure.Cause.Message));
        Receive<TrialProcess.Stop>(_ =>
        {
            if (_mustStop)
            {
                return;
            }

            _mustStop = true;
            if (_run is null)
            {
                // It prepares, waits or measures: nothing of that needs an end of its own.
                Gone();
            }
            else
            {
                _run.AskToStop();
            }
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(TrialWork work, Trial trial, TrialGrant grant) => Akka.Actor.Props.Create(() => new TrialProcessActor(work, trial, grant));

    protected override void PreStart() => Task.Run(Open).PipeTo(Self);

    protected override void PostStop()
    {
        _run?.Dispose();
        _stop.Cancel();
        _stop.Dispose();
    }

    private void Proceed()
    {
        if (_folder!.IsTaken)
        {
            _waited += _lookEvery;
            if (_waited >= _waitAtMost)
            {
                Fail($"Another process trains in {_folder.Path}, and does not end.");
                return;
            }

            Timers.StartSingleTimer(LookAgain, new Look(), _lookEvery);
            return;
        }

        if (!_hasFetched && _work.Store is { } store && _grant.From is { } from && from.Episode > _folder.NewestEpisode)
        {
            _hasFetched = true;
            var stop = _stop.Token;
            Task.Run(() => FetchAsync(store, from, stop), stop).PipeTo(Self);
            return;
        }

        StartShipper();
        if (_folder.IsFinished)
        {
            Measure();
            return;
        }

        var self = Self;
        _run = _work.Launcher.Start(
            _folder.Path, _trial.Seed, _folder.Episodes, line => self.Tell(new Line(line, IsError: false)), line => self.Tell(new Line(line, IsError: true)));
        _run.Exited.PipeTo(self, success: code => new ProcessEnded(code));
    }

    private TrialFolder Open() => TrialFolder.Open(_work.Folder.PathOf(_trial), _trial, _work.Plan.EpisodesOf(_trial), _work.Time.GetUtcNow(), _work.Versions);

    /// <summary>From what another machine has committed. Where the store does not give it, the trial goes on from what is here: runs are exact, so that costs time and changes nothing of the result.</summary>
    private async Task<TrialFolder> FetchAsync(TrialStore store, ExperimentEvent.CheckpointCommitted from, CancellationToken stop)
    {
        if (await store.FetchAsync(_work.Plan.Definition.Name, _trial, from.Epoch, from.Episode, _folder!.Path, _work.Time, stop).ConfigureAwait(false) is { } fault)
        {
            _system.EventStream.Publish(new Shipment.Missed(_grant.Trial, $"{fault} The trial goes on from what this machine has of it."));
        }

        return Open();
    }

    private void StartShipper()
    {
        if (_work.Store is { } store && _shipper is null)
        {
            var shipper = store.Shipper(_work.Plan.Definition.Name, _trial, _grant, _folder!.Path, _work.Time);
            _shipper = Context.ActorOf(CheckpointShipperActor.Props(shipper, store, _grant.Trial, _work.Time), "shipper");
        }
    }

    /// <summary>What is in the store goes before the word that the trial has ended, so that whoever hears it finds the run there.</summary>
    private void ShipLast()
    {
        if (_shipper is null)
        {
            ShippedLast(null);
        }
        else
        {
            _shipper.Tell(new Shipment.ShipLast());
        }
    }

    private void ShippedLast(string? fault)
    {
        if (fault is not null)
        {
            Context.System.EventStream.Publish(new Shipment.Missed(_grant.Trial, $"{fault} The last state of the trial is in {_folder!.Path} alone."));
        }

        if (_result is { } result)
        {
            End(new TrialReport.Finished(_grant.Trial, _grant.Epoch, result));
        }
        else
        {
            Gone();
        }
    }

    private void Conclude(int? code)
    {
        _run?.Dispose();
        _run = null;
        if (_mustStop)
        {
            ShipLast();
        }
        else if (code == 0 && _folder!.IsFinished)
        {
            Measure();
        }
        else
        {
            var how = code switch
            {
                null => "Its process was killed",
                0 => "Its process was stopped from outside",
                _ => FormattableString.Invariant($"Its process ended with exit code {code}"),
            };
            Fail(_output.Complaint is { } complaint ? $"{how}: {complaint}" : $"{how}.");
        }
    }

    /// <summary>The run is over: what is left of its curve, then its last policy.</summary>
    private void Measure()
    {
        _isOver = true;
        MeasureNext();
    }

    private void MeasureNext()
    {
        if (_isMeasuring)
        {
            return;
        }

        var (folder, lives, seed, isOver) = (_folder!, _work.Plan.Definition.CurveLives, _work.Plan.EvaluationSeed, _isOver);
        int[] due = [.. _points.Where(point => isOver || point <= _output.Episode)];
        if (due.Length == 0 && !isOver)
        {
            return;
        }

        _isMeasuring = true;
        Task.Run(() => folder.MeasureNext(due, lives, seed)).PipeTo(
            Self,
            success: point => point is null ? new NothingMeasured(isOver) : (object)new PointMeasured(point),
            failure: cause => new MeasuringFailed(cause));
    }

    private void OnMeasured(PointMeasured measured)
    {
        _isMeasuring = false;
        _points.Remove(measured.Point.Episode);
        if (measured.Point.Evaluation is { } evaluation)
        {
            Tell(new TrialProcess.Evaluated(new TrialReport.Evaluated(_grant.Trial, _grant.Epoch, evaluation)));
        }
        else
        {
            Warn(measured.Point.Fault!);
        }

        MeasureNext();
    }

    /// <param name="wasOver">The run was over already when its policies were looked through.</param>
    private void OnNothingMeasured(bool wasOver)
    {
        _isMeasuring = false;
        if (wasOver)
        {
            MeasureLast();
        }
        else if (_isOver)
        {
            MeasureNext();
        }
    }

    private void MeasureLast()
    {
        var (folder, definition, seed) = (_folder!, _work.Plan.Definition, _work.Plan.EvaluationSeed);
        Task.Run(() => folder.Measure(definition.EvaluationLives, seed)).PipeTo(Self);
    }

    /// <summary>A curve that lacks a point is no reason to end the trial.</summary>
    private void Warn(string fault) => Context.GetLogger().Warning("{Trial}: a point of its learning curve is missing. {Fault}", _trial.Name, fault);

    private void Fail(string cause) => End(new TrialReport.Failed(_grant.Trial, _grant.Epoch, cause));

    private void End(TrialReport report)
    {
        Tell(new TrialProcess.Ended(report));
        Context.Stop(Self);
    }

    private void Gone()
    {
        Tell(new TrialProcess.Stopped(_grant.Trial, _grant.Epoch));
        Context.Stop(Self);
    }

    private static void Tell(object news) => Context.Parent.Tell(news);

    private sealed record Look;

    private sealed record Line(string Text, bool IsError);

    private sealed record ProcessEnded(int? Code);

    private sealed record PointMeasured(CurvePoint Point);

    private sealed record NothingMeasured(bool WasOver);

    private sealed record MeasuringFailed(Exception Cause);
}
