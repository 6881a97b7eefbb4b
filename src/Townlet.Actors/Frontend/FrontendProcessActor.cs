using System.ComponentModel;
using System.Net;
using Akka.Actor;
using Akka.Event;

namespace Townlet.Actors;

/// <summary>
/// Owns the page's process.
/// <code>
/// Starting -(its HTTP answers)-> Running -(Stop)-> Stopping -(process ended)-> answered
/// Starting, Running -(process ended, or too slow)-> throws, so that the supervisor starts it again after a delay
/// </code>
/// </summary>
public sealed class FrontendProcessActor : ReceiveActor, IWithTimers
{
    private readonly FrontendOptions _options;
    private readonly Uri _server;
    private readonly IFrontendLauncher _launcher;
    private readonly IPageProbe _probe;
    private readonly TimeSpan _probeInterval;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stopped = new();
    private IFrontendProcess? _process;
    private Uri _address = new("http://localhost");
    private string _lastLine = "it printed nothing";
    private IActorRef _stopRequester = ActorRefs.Nobody;

    public FrontendProcessActor(FrontendOptions options, Uri server, IFrontendLauncher launcher, IPageProbe probe, TimeSpan probeInterval)
    {
        _options = options;
        _server = server;
        _launcher = launcher;
        _probe = probe;
        _probeInterval = probeInterval;
        Become(Starting);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(FrontendOptions options, Uri server, IFrontendLauncher launcher, IPageProbe probe, TimeSpan probeInterval) =>
        Akka.Actor.Props.Create(() => new FrontendProcessActor(options, server, launcher, probe, probeInterval));

    protected override void PreStart()
    {
        if (_launcher.WhyImpossible(_options) is { } reason)
        {
            Context.Parent.Tell(new Supervisor.ComponentUnavailable(Component.Frontend, reason));
            return;
        }

        var bind = IPAddress.TryParse(_server.Host, out var ip) ? ip : IPAddress.Loopback;
        var port = _options.FixedPort ? _options.Port : FreePort.From(bind, _options.Port);
        if (port is null)
        {
            Context.Parent.Tell(new Supervisor.ComponentUnavailable(Component.Frontend, $"No free port was found from {_options.Port} on."));
            return;
        }

        if (port != _options.Port)
        {
            Context.Announce(Component.Frontend, $"Port {_options.Port} is taken; the page uses {port} instead.");
        }

        Context.Announce(Component.Frontend, "Starting Vue dev server...");
        _address = new UriBuilder("http", ServerNames.Shown(_server), port.Value).Uri;
        var self = Self;
        try
        {
            _process = _launcher.Start(_options, port.Value, _server, line => self.Tell(new OutputLine(line)));
        }
        catch (Win32Exception failure)
        {
            Context.Parent.Tell(new Supervisor.ComponentUnavailable(Component.Frontend, $"The page's process could not be started: {failure.Message}"));
            return;
        }

        _process.Exited.PipeTo(Self, success: () => new ProcessEnded(), failure: _ => new ProcessEnded());
        Timers.StartSingleTimer("too-slow", new TooSlow(), _options.ReadyWithin);
        Probe();
    }

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
        _process?.Dispose();
    }

    private void Starting()
    {
        Receive<Probed>(probed =>
        {
            if (!probed.Answers)
            {
                Timers.StartSingleTimer("probe", new ProbeDue(), _probeInterval);
                return;
            }

            Timers.Cancel("too-slow");
            Become(Running);
            Context.Parent.Tell(new FrontendProcess.Answering(_address));
        });
        Receive<ProbeDue>(_ => Probe());
        Receive<TooSlow>(_ => throw new FrontendFailedException(
            $"The page did not answer at {_address} within {_options.ReadyWithin.TotalSeconds:0} s (last output: {_lastLine})."));
        Common();
    }

    private void Running()
    {
        Receive<Probed>(_ => { });
        Receive<ProbeDue>(_ => { });
        Common();
    }

    private void Common()
    {
        Receive<OutputLine>(line =>
        {
            _lastLine = line.Text;
            _log.Debug("{Line}", line.Text);
        });
        Receive<ProcessEnded>(_ => throw new FrontendFailedException($"The page's process ended (last output: {_lastLine})."));
        Receive<FaultSwitch.Trip>(trip => throw new DeliberateFaultException(trip.Component));
        Receive<FrontendProcess.Stop>(_ => Stop());
    }

    private void Stop()
    {
        if (_process is null)
        {
            Sender.Tell(new FrontendProcess.Stopped());
            return;
        }

        _stopRequester = Sender;
        Context.Announce(Component.Frontend, "Sending SIGTERM to subprocess...");
        _process.Terminate();
        Timers.CancelAll();
        Become(Stopping);
    }

    private void Stopping()
    {
        Receive<ProcessEnded>(_ =>
        {
            Context.Announce(Component.Frontend, "Subprocess terminated.");
            _stopRequester.Tell(new FrontendProcess.Stopped());
        });
        ReceiveAny(_ => { });
    }

    private void Probe() =>
        _probe.AnswersAsync(_address, _stopped.Token).PipeTo(Self, success: answers => new Probed(answers), failure: _ => new Probed(false));

    private sealed record OutputLine(string Text);

    private sealed record ProcessEnded;

    private sealed record ProbeDue;

    private sealed record Probed(bool Answers);

    private sealed record TooSlow;
}
