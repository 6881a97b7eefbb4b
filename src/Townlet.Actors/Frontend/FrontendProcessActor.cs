using System.Net;
using Akka.Actor;
using Akka.Event;
using Townlet.Actors.Announcements;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;

namespace Townlet.Actors.Frontend;

/// <summary>
/// Owns the page's process.
/// <code>
/// Starting -(the page loads)-> Running -(Stop)-> Stopping -(process ended)-> answered
/// Starting -(another program took its port)-> Starting, on the next free port
/// Starting, Running -(process ended, loads too slowly, leaves its checks unanswered)-> throws; the supervisor restarts it after a delay
/// </code>
/// </summary>
internal sealed class FrontendProcessActor : SupervisedActor, IWithTimers
{
    private readonly FrontendOptions _options;
    private readonly Uri _server;
    private readonly string _town;
    private readonly IFrontendLauncher _launcher;
    private readonly IPageProbe _probe;
    private readonly FrontendSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stopped = new();
    private IFrontendProcess? _process;
    private PageIdentity? _page;
    private PageOutput _output = new();
    private string _fault = "nobody answers there";
    private int _unanswered;
    private IActorRef _stopRequester = ActorRefs.Nobody;

    public FrontendProcessActor(FrontendOptions options, Uri server, string town, IFrontendLauncher launcher, IPageProbe probe, FrontendSettings settings, Incarnation incarnation)
        : base(Component.Frontend, incarnation)
    {
        _options = options;
        _server = server;
        _town = town;
        _launcher = launcher;
        _probe = probe;
        _settings = settings;
        Become(Starting);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="options">The page.</param>
    /// <param name="server">Where the web server listens.</param>
    /// <param name="town"><see cref="TownletOptions.Instance"/>.</param>
    /// <param name="launcher">Starts the process.</param>
    /// <param name="probe">Asks the page.</param>
    /// <param name="settings">How often.</param>
    /// <param name="incarnation">This instance.</param>
    public static Props Props(FrontendOptions options, Uri server, string town, IFrontendLauncher launcher, IPageProbe probe, FrontendSettings settings, Incarnation incarnation) =>
        Akka.Actor.Props.Create(() => new FrontendProcessActor(options, server, town, launcher, probe, settings, incarnation));

    protected override void PreStart()
    {
        if (_launcher.WhyImpossible(_options) is { } reason)
        {
            Unavailable(reason);
            return;
        }

        Timers.StartSingleTimer("too-slow", new TooSlow(), _options.ReadyWithin);
        Launch();
    }

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
        _process?.Dispose();
    }

    private IPAddress Bound => IPAddress.TryParse(_server.Host, out var ip) ? ip : IPAddress.Loopback;

    private void Launch()
    {
        var port = _options.FixedPort ? _options.Port : FreePort.From(Bound, _options.Port);
        if (port is null)
        {
            Unavailable($"No free port was found from {_options.Port} on.");
            return;
        }

        if (port != _options.Port)
        {
            Context.Announce(Component.Frontend, $"Port {_options.Port} is taken; the page uses {port} instead.");
        }

        Context.Announce(Component.Frontend, "Starting Vue dev server...");
        var address = ServerNames.Address(new UriBuilder(_server) { Port = port.Value }.Uri);
        var page = new PageIdentity(address, Guid.NewGuid().ToString("N"), _town);
        var output = new PageOutput();
        var self = Self;
        try
        {
            _process = _launcher.Start(_options, port.Value, _server, page.Page, line => self.Tell(new OutputLine(output, line)));
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            Unavailable($"The page's process could not be started: {failure.Message}.");
            return;
        }

        // An instance that hangs cannot end its process, whose port the next one needs.
        Incarnation.Revoked.Register(_process.Dispose);
        _page = page;
        _output = output;
        var ended = new ProcessEnded(page);
        _process.Exited.PipeTo(Self, success: () => ended, failure: _ => ended);
        Load();
    }

    private static void Unavailable(string reason) => Context.Parent.Tell(new Supervisor.ComponentUnavailable(Component.Frontend, reason));

    private void Starting()
    {
        Receive<Loaded>(loaded => loaded.Page != _page, _ => { });
        Receive<Loaded>(loaded =>
        {
            if (loaded.Look.Fault is { } fault)
            {
                _fault = fault;
                Timers.StartSingleTimer("probe", new ProbeDue(), _settings.ProbeInterval);
                return;
            }

            Timers.Cancel("too-slow");
            Timers.StartSingleTimer("check", new CheckDue(), _settings.CheckInterval);
            Become(Running);
            var address = new UriBuilder(loaded.Page.Address) { Host = ServerNames.Shown(_server) }.Uri;
            var shown = address.ToString().TrimEnd('/');
            Announce($"Dev server ready at {shown}");
            Ready(shown, address);
        });
        Receive<ProbeDue>(_ => Load());
        // Another program may take the port before the page does. The process ends then.
        Receive<ProcessEnded>(
            ended => ended.Page == _page && !_options.FixedPort && !FreePort.IsFree(Bound, ended.Page.Address.Port),
            _ =>
            {
                _process?.Dispose();
                Launch();
            });
        Receive<TooSlow>(_ => throw new FrontendFailedException(FormattableString.Invariant(
            $"The page at {_page?.Address} did not load within {_options.ReadyWithin.TotalSeconds:0} s: {_fault} (last output: {_output.Reason}).")));
        Common();
    }

    private void Running()
    {
        Receive<Answered>(answered =>
        {
            if (answered.WithSuccess)
            {
                _unanswered = 0;
            }
        });
        // Checks are counted, not seconds: a machine that wakes up from sleep has one late check at most.
        Receive<CheckDue>(_ =>
        {
            if (_unanswered >= _settings.ChecksMissed)
            {
                throw new FrontendFailedException(FormattableString.Invariant(
                    $"The page at {_page?.Address} left {_unanswered} checks in a row unanswered, one every {_settings.CheckInterval.TotalSeconds:0.#} s, and was killed (last output: {_output.Reason})."));
            }

            _unanswered++;
            Timers.StartSingleTimer("check", new CheckDue(), _settings.CheckInterval);
            _probe.AnswersAsync(_page!, _stopped.Token).PipeTo(Self, success: answers => new Answered(answers), failure: _ => new Answered(false));
        });
        Common();
    }

    private void Common()
    {
        Receive<OutputLine>(line =>
        {
            line.Of.Add(line.Text);
            _log.Debug("{Line}", line.Text);
        });
        Receive<ProcessEnded>(ended => ended.Page != _page, _ => { });
        Receive<ProcessEnded>(_ => throw new FrontendFailedException($"The page's process ended (last output: {_output.Reason})."));
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
        Receive<ProcessEnded>(ended => ended.Page == _page, _ =>
        {
            Context.Announce(Component.Frontend, "Subprocess terminated.");
            _stopRequester.Tell(new FrontendProcess.Stopped());
        });
        ReceiveAny(_ => { });
    }

    private void Load()
    {
        var page = _page!;
        _probe.LoadAsync(page, _stopped.Token).PipeTo(
            Self, success: look => new Loaded(page, look), failure: failure => new Loaded(page, new PageLook(failure.Message)));
    }

    private sealed record OutputLine(PageOutput Of, string Text);

    private sealed record ProcessEnded(PageIdentity Page);

    private sealed record ProbeDue;

    private sealed record Loaded(PageIdentity Page, PageLook Look);

    private sealed record TooSlow;

    private sealed record CheckDue;

    private sealed record Answered(bool WithSuccess);
}
