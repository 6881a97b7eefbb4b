using Akka.Actor;
using Akka.Hosting;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Frontend;
using Townlet.Actors.Hosting;
using Townlet.Actors.Playback;
using Townlet.Actors.Supervision;
using Townlet.Actors.Training;
using Townlet.Actors.Viewers;
using Townlet.Runs;

namespace Townlet.Actors.Tests.Fixtures;

/// <summary>The actor system with its production registration, in a separate host. Only external parts are replaced.</summary>
internal sealed class RunningTown : IAsyncDisposable
{
    private const string TestSettings = """
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.loggers = []
        akka.log-dead-letters = off
        akka.test.single-expect-default = 20 s
        akka.test.default-timeout = 20 s
        """;

    private const string ManualScheduler = """akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """;

    private readonly TemporaryFolder _temporary = new();
    private readonly ManualTime _time = new();
    private readonly IHost _host;
    private TestKit? _kit;
    private TestProbe? _events;
    private TestProbe? _frontend;

    private RunningTown(TownSetup setup, Type[] listen)
    {
        Options = new TownletOptions
        {
            Pack = setup.Pack,
            Folder = setup.Folder ?? _temporary.NewRun(setup.Pack),
            Episodes = setup.Episodes,
            Seed = 7,
            ServerAddress = setup.Serves ? new Uri("http://127.0.0.1:8766") : null,
            Frontend = setup.Launcher is null
                ? null
                : new FrontendOptions("unused", setup.FrontendPort, FixedPort: false, ReadyWithin: TimeSpan.FromSeconds(30)),
            OpenBrowser = false,
            Stay = setup.Stay,
            FollowsRun = setup.Follows,
            Version = "1.2.3",
        };
        setup.BeforeStart?.Invoke(Options);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IFrontendLauncher>(setup.Launcher ?? new FakeLauncher());
        builder.Services.AddSingleton<IPageProbe>(setup.Page);
        if (setup.ManualTime)
        {
            builder.Services.AddSingleton<TimeProvider>(_time);
        }

        var hocon = string.Join('\n', File.ReadAllText(Path.Combine(Repository.Root, "HOCON.conf")), TestSettings, setup.ManualTime ? ManualScheduler : "", setup.Hocon);
        builder.Services.AddTownlet(Options, hocon, akka =>
        {
            akka.AddHocon(TestKitBase.DefaultConfig, HoconAddMode.Append);
            akka.WithActors((system, _) =>
            {
                _kit = new TestKit(system);
                _frontend = _kit.CreateTestProbe("fake-frontend");
                if (setup.Launcher is { } launcher)
                {
                    launcher.Reports = _frontend;
                }

                setup.Page.Reports = _frontend;
                _events = Listen(listen);
                if (setup.OnEvent is { } onEvent)
                {
                    _events.SetAutoPilot(new DelegateAutoPilot((_, message) =>
                    {
                        onEvent(message);
                        return AutoPilot.KeepRunning;
                    }));
                }
            });
        });
        _host = builder.Build();
    }

    public TownletOptions Options { get; }

    public RunFolder Folder => Options.Folder;

    public TimeProvider Time => _time;

    public IServiceProvider Services => _host.Services;

    public ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    public CoordinatedShutdown Shutdown => CoordinatedShutdown.Get(System);

    public IActorRef Supervisor => _host.Services.GetRequiredService<IRequiredActor<ISupervisor>>().ActorRef;

    /// <summary>Receives the chosen events from the beginning.</summary>
    public TestProbe Events => _events!;

    /// <summary>Receives a report of each <see cref="FakeProcess"/> and what is done to it.</summary>
    public TestProbe Frontend => _frontend!;

    /// <param name="setup">Differences from a plain run.</param>
    /// <param name="listen">Types of events that <see cref="Events"/> receives.</param>
    public static async Task<RunningTown> StartAsync(TownSetup setup, params Type[] listen)
    {
        var town = new RunningTown(setup, listen);
        await town._host.StartAsync();
        if (setup.Paused)
        {
            await town.PauseTrainingAsync();
        }

        return town;
    }

    /// <summary>A probe that receives these events from now on.</summary>
    public TestProbe Listen(params Type[] types)
    {
        var probe = NewProbe();
        foreach (var type in types)
        {
            probe.Sys.EventStream.Subscribe(probe, type);
        }

        return probe;
    }

    /// <summary>Publishes an event as a component would.</summary>
    public void Publish(object message) => System.EventStream.Publish(message);

    public TestProbe NewProbe() => _kit!.CreateTestProbe();

    public void Tell(object message, IActorRef? sender = null) => Supervisor.Tell(message, sender ?? ActorRefs.NoSender);

    /// <summary>The answer to a command or a question, or why it is refused.</summary>
    public async Task<object> AskAsync(object message)
    {
        var probe = NewProbe();
        Tell(message, probe);
        return await probe.ReceiveOneAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>The supervisor's answer, which comes after it has handled all earlier messages.</summary>
    public async Task<Supervisor.Status> StatusAsync()
    {
        var probe = NewProbe();
        Tell(new Supervisor.GetStatus(), probe);
        return await probe.ExpectMsgAsync<Supervisor.Status>();
    }

    public async Task<ComponentStatus> StatusOfAsync(Component component) =>
        (await StatusAsync()).Components.Single(status => status.Component == component);

    /// <summary>Returns when this component has been in this state, and the supervisor has handled what led to it.</summary>
    public async Task<ComponentStatus> ReachesAsync(TestProbe probe, Component component, ComponentState state)
    {
        var status = await probe.FishForMessageAsync<ComponentStatus>(status => status.Component == component && status.State == state);
        await StatusAsync();
        return status;
    }

    public async Task PauseTrainingAsync()
    {
        var probe = Listen(typeof(Trainer.StatusChanged));
        // A loading trainer does not handle this message yet, so it is sent after the trainer's first sign of life.
        if (!(await StatusAsync()).Training.IsTraining)
        {
            await probe.FishForMessageAsync<Trainer.StatusChanged>(changed => changed.Status.IsTraining);
        }

        // Each is answered by a status. When the second one comes, all listeners have received the first.
        for (var time = 0; time < 2; time++)
        {
            Tell(new Trainer.Pause());
            await probe.FishForMessageAsync<Trainer.StatusChanged>(changed => changed.Status.Paused);
        }
    }

    /// <summary>Lets the trainer fail and come back while the publisher is down for another 0.4 s: the trainer has asked for its checkpoint and has no answer yet. Needs <see cref="TownSetup.ManualTime"/>.</summary>
    /// <param name="components">Receives component states.</param>
    public async Task LoadTrainerAgainAsync(TestProbe components)
    {
        Tell(new FaultSwitch.Trip(Component.Trainer));
        await ReachesAsync(components, Component.Trainer, ComponentState.Restarting);
        Advance(TimeSpan.FromSeconds(0.4));
        Tell(new FaultSwitch.Trip(Component.CheckpointPublisher));
        await ReachesAsync(components, Component.CheckpointPublisher, ComponentState.Restarting);
        var announcements = Listen(typeof(Announcement));
        Advance(TimeSpan.FromSeconds(0.1));
        // It asks before it says this.
        await announcements.FishForMessageAsync<Announcement>(said => said.Text == "Starting background training...");
    }

    /// <summary>Returns when inference has handled all earlier messages.</summary>
    public async Task InferenceIsDoneAsync()
    {
        var probe = NewProbe();
        Tell(new Inference.LoadModel("nobody"), probe);
        await probe.ExpectMsgAsync<Supervisor.Refused>();
    }

    /// <summary>Returns when the publisher has handled all earlier messages.</summary>
    public async Task PublisherIsDoneAsync()
    {
        var probe = NewProbe();
        Tell(new CheckpointPublisher.ListPolicies(), probe);
        await probe.ExpectMsgAsync<CheckpointPublisher.Policies>();
    }

    /// <summary>Returns when what was told to be recorded is on disk, or cannot be written.</summary>
    public async Task WriterIsDoneAsync()
    {
        var probe = NewProbe();
        Tell(new CheckpointPublisher.Drain(), probe);
        await probe.ExpectMsgAsync<CheckpointPublisher.Drained>();
    }

    /// <summary>A viewer that has joined.</summary>
    public Task<FakeViewer> JoinAsync(bool reads = true) => JoinAsync(new FakeViewer(NewProbe()) { Reads = reads });

    public async Task<FakeViewer> JoinAsync(FakeViewer viewer)
    {
        var probe = NewProbe();
        Tell(new Audience.Join(viewer), probe);
        viewer.Actor = (await probe.ExpectMsgAsync<Audience.Joined>()).Viewer;
        return viewer;
    }

    /// <summary>Sets the clock on the wall, as an administrator would; no time passes.</summary>
    public void SetWallClock(TimeSpan by) => _time.SetWallClock(by);

    /// <summary>Moves the clock of scheduler and actors alike; needs <see cref="TownSetup.ManualTime"/>.</summary>
    public void Advance(TimeSpan by)
    {
        _time.Advance(by);
        ((TestScheduler)System.Scheduler).Advance(by);
    }

    /// <summary>Makes a component hang, and returns when its thread does: from then on it handles no message that could count as a sign of life.</summary>
    public async Task HangAsync(Component component)
    {
        var hang = Services.GetRequiredService<DeliberateHang>();
        var before = hang.Threads;
        Tell(new FaultSwitch.Trip(component, FaultKind.Hang));
        await NewProbe().AwaitAssertAsync(() => Assert.Equal(before + 1, hang.Threads));
    }

    /// <summary>Threads that a fault switch made hang come back.</summary>
    public void ReleaseHanging() => Services.GetRequiredService<DeliberateHang>().Release();

    /// <summary>Moves the clock on, one question for a sign of life after the other, and lets each be answered.</summary>
    /// <param name="time">Whole seconds.</param>
    /// <param name="silent">Nobody waits for its answers.</param>
    public async Task PassAsync(TimeSpan time, Component? silent = null)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            Advance(TimeSpan.FromSeconds(1));
            // Answered after the tick, and so after every component was asked.
            await StatusAsync();
            // Who answers this has answered the supervisor before.
            var probe = NewProbe();
            System.ActorSelection(Supervisor.Path / "*").Tell(new SignOfLife.Question(1), probe);
            var awaited = Options.Components.Where(component => component != silent).ToHashSet();
            while (awaited.Count > 0)
            {
                awaited.Remove((await probe.ExpectMsgAsync<SignOfLife.Answer>()).Component);
            }
        }
    }

    /// <summary>The whole shutdown, as when the host is asked to stop.</summary>
    public Task StopAsync() => _host.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        ReleaseHanging();
        // A paused trainer stops at once, also in a life that never ends.
        Tell(new Trainer.Pause());
        await StopAsync();
        _host.Dispose();
        _temporary.Dispose();
    }
}
