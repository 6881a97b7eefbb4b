using Akka.Actor;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Workers;

/// <summary>One grant of one trial: prepares its folder, runs its process, measures its last policy, and says how it went.</summary>
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
    private TrialFolder? _folder;
    private ITrialRun? _run;
    private TimeSpan _waited;
    private bool _mustStop;

    public TrialProcessActor(TrialWork work, Trial trial, TrialGrant grant)
    {
        _work = work;
        _trial = trial;
        _grant = grant;
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
            }
        });
        Receive<ProcessEnded>(ended => Conclude(ended.Code));
        Receive<TrialResult>(result => End(new TrialReport.Finished(_grant.Trial, _grant.Epoch, result)));
        Receive<Status.Failure>(failure => Fail(failure.Cause.Message));
        Receive<TrialProcess.Stop>(_ =>
        {
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

    protected override void PreStart() =>
        Task.Run(() => TrialFolder.Open(_work.Folder.PathOf(_trial), _trial, _work.Plan.EpisodesOf(_trial), _work.Time.GetUtcNow(), _work.Versions)).PipeTo(Self);

    protected override void PostStop() => _run?.Dispose();

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

    private void Conclude(int? code)
    {
        _run?.Dispose();
        _run = null;
        if (_mustStop)
        {
            Gone();
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

    private void Measure() => Task.Run(() => _folder!.Measure(_work.Plan.Definition.EvaluationLives, _work.Plan.EvaluationSeed)).PipeTo(Self);

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
}
