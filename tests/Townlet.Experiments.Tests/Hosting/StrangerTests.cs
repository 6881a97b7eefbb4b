using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Townlet.Experiments.Clustering;
using Townlet.Experiments.Hosting;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Tests.Fixtures;
using Townlet.Experiments.Workers;
using Townlet.Runs;

namespace Townlet.Experiments.Tests.Hosting;

/// <summary>Another program with Akka.NET, which knows where the experiment's actors are.</summary>
public sealed class StrangerTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("stranger")]
    [InlineData("townlet")]
    public async Task A_foreign_node_can_neither_stop_nor_confuse_an_experiment(string name)
    {
        var port = FreePort();
        var folder = ExperimentFolder.In(_root.Path, "small");
        using var place = WorkerPlace.Take(folder.Path, "here");
        var launcher = new PatientLauncher();
        using var host = Host(folder, launcher, place, port);
        await host.StartAsync();
        await launcher.Running.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var system = host.Services.GetRequiredService<ActorSystem>();

        using (var stranger = ActorSystem.Create(name, ConfigurationFactory.ParseString("""
            akka { actor.provider = remote, loglevel = OFF, stdout-loglevel = OFF, remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 } }
            """)))
        {
            string[] paths = ["experiment", "experiment/worker", "experiment/coordinator", "experiment/coordinator/singleton", "experiment/coordinator-proxy"];
            object[] messages = [PoisonPill.Instance, Kill.Instance, new Status.Failure(new InvalidOperationException("boo")), "a text", 7, new Uri("http://example.com"), new WorkerAgent.Stop(), new byte[] { 1, 2 }];
            foreach (var target in paths.Select(path => stranger.ActorSelection($"akka.tcp://townlet@127.0.0.1:{port}/user/{path}")))
            {
                foreach (var message in messages)
                {
                    target.Tell(message);
                }
            }

            // The one that may be found: to it the same once more, past the check of names.
            var coordinator = await stranger.ActorSelection($"akka.tcp://townlet@127.0.0.1:{port}{CoordinatorRoute.Path}").ResolveOne(TimeSpan.FromSeconds(30));
            foreach (var message in messages)
            {
                coordinator.Tell(message);
            }

            ((IInternalActorRef)coordinator).Stop();

            // Answered after all of these: the order of messages is kept.
            Assert.Equal("here", (await coordinator.Ask<ActorIdentity>(new Identify("here"), TimeSpan.FromSeconds(30))).MessageId);
            await stranger.Terminate();
        }

        Assert.False(system.WhenTerminated.IsCompleted);
        launcher.FinishAll();
        await system.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Same(ExperimentEnded.Complete, CoordinatedShutdown.Get(system).ShutdownReason);
        await host.StopAsync();
    }

    private static IHost Host(ExperimentFolder folder, ITrialLauncher launcher, WorkerPlace place, int port)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var options = new ExperimentOptions
        {
            Plan = ExperimentPlan.Of(Definitions.Small),
            Folder = folder,
            Slots = 3,
            Place = place,
            Cluster = ClusterSettings.Loopback with { Port = port },
            Launcher = launcher,
            Versions = new RunVersions("0", "0", "0"),
        };
        builder.Services.AddExperiment(options, File.ReadAllText(Path.Combine(Repository.Root, "HOCON.conf")), akka => akka.ConfigureLoggers(loggers => loggers.ClearLoggers()));
        return builder.Build();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Its trials run until all are told to end, and those that come later fail at once.</summary>
    private sealed class PatientLauncher : ITrialLauncher
    {
        private readonly TaskCompletionSource<int?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Running { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void FinishAll() => _end.SetResult(3);

        public ITrialRun Start(string folder, ulong seed, int episodes, Action<string> output, Action<string> errors)
        {
            Running.TrySetResult();
            return new PatientRun(_end);
        }

        private sealed class PatientRun(TaskCompletionSource<int?> end) : ITrialRun
        {
            public Task<int?> Exited => end.Task;

            public void AskToStop() => end.TrySetResult(0);

            public void Dispose()
            {
            }
        }
    }
}
