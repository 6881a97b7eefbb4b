using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Townlet.Experiments.Hosting;
using Townlet.Experiments.Journal;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Tests.Fixtures;
using Townlet.Experiments.Workers;
using Townlet.Runs;

namespace Townlet.Experiments.Tests.Hosting;

public sealed class ExperimentHostingTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Trials_that_fail_are_tried_three_times_and_the_experiment_goes_on_to_its_end()
    {
        var folder = ExperimentFolder.In(_root.Path, "small");
        var launcher = new FailingLauncher();
        Assert.Same(ExperimentEnded.Complete, await RunAsync(folder, launcher));

        var state = JournalReader.Read(folder);
        Assert.True(state.IsComplete);
        Assert.All(state.Trials, trial => Assert.Equal((TrialPhase.Failed, 3, "Its process ended with exit code 3: The port is taken."), (trial.Phase, trial.Epoch, trial.Cause)));
        Assert.Equal(9, launcher.Started.Count);
        Assert.Equal(
            ExperimentPlan.Of(Definitions.Small).Trials.Select(trial => (folder.PathOf(trial), trial.Seed, 300)).Order(),
            launcher.Started.Distinct().Order());
    }

    [Fact]
    public async Task An_experiment_that_has_come_to_its_end_ends_at_once()
    {
        var folder = ExperimentFolder.In(_root.Path, "small");
        await RunAsync(folder, new FailingLauncher());
        var again = new FailingLauncher();
        Assert.Same(ExperimentEnded.Complete, await RunAsync(folder, again));
        Assert.Empty(again.Started);
    }

    [Fact]
    public async Task A_stopped_experiment_stops_its_trials_and_goes_on_later()
    {
        var folder = ExperimentFolder.In(_root.Path, "small");
        var patient = new PatientLauncher();
        using (var host = Host(folder, patient))
        {
            await host.StartAsync();
            await patient.Running.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await CoordinatedShutdown.Get(host.Services.GetRequiredService<ActorSystem>()).Run(CoordinatedShutdown.ClrExitReason.Instance);
            await host.StopAsync();
        }

        Assert.Equal(patient.Started, patient.Stopped);
        var state = JournalReader.Read(folder);
        Assert.True(state.IsStopped);
        Assert.Equal(2, state.Trials.Count(trial => trial.Phase == TrialPhase.Granted));

        Assert.Same(ExperimentEnded.Complete, await RunAsync(folder, new FailingLauncher()));
        state = JournalReader.Read(folder);
        Assert.Equal([4, 4, 3], state.Trials.Select(trial => trial.Epoch));
    }

    private static IHost Host(ExperimentFolder folder, ITrialLauncher launcher)
    {
        Directory.CreateDirectory(folder.Path);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var options = new ExperimentOptions
        {
            Plan = ExperimentPlan.Of(Definitions.Small),
            Folder = folder,
            Slots = 2,
            Launcher = launcher,
            Versions = new RunVersions("0", "0", "0"),
        };
        builder.Services.AddExperiment(options, File.ReadAllText(Path.Combine(Repository.Root, "HOCON.conf")), akka => akka.ConfigureLoggers(loggers => loggers.ClearLoggers()));
        return builder.Build();
    }

    private static async Task<CoordinatedShutdown.Reason?> RunAsync(ExperimentFolder folder, ITrialLauncher launcher)
    {
        using var host = Host(folder, launcher);
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();
        await system.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(120));
        var reason = CoordinatedShutdown.Get(system).ShutdownReason;
        await host.StopAsync();
        return reason;
    }

    private sealed class FailingLauncher : ITrialLauncher
    {
        public ConcurrentQueue<(string Folder, ulong Seed, int Episodes)> Started { get; } = new();

        public ITrialRun Start(string folder, ulong seed, int episodes, Action<string> output, Action<string> errors)
        {
            Started.Enqueue((folder, seed, episodes));
            errors("The port is taken.");
            return new EndedRun();
        }

        private sealed class EndedRun : ITrialRun
        {
            public Task<int?> Exited => Task.FromResult<int?>(3);

            public void AskToStop()
            {
            }

            public void Dispose()
            {
            }
        }
    }

    /// <summary>Its trials run until they are asked to stop.</summary>
    private sealed class PatientLauncher : ITrialLauncher
    {
        private int _started;
        private int _stopped;

        public TaskCompletionSource Running { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Started => _started;

        public int Stopped => _stopped;

        public ITrialRun Start(string folder, ulong seed, int episodes, Action<string> output, Action<string> errors)
        {
            if (Interlocked.Increment(ref _started) == 2)
            {
                Running.SetResult();
            }

            return new PatientRun(this);
        }

        private sealed class PatientRun(PatientLauncher launcher) : ITrialRun
        {
            private readonly TaskCompletionSource<int?> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public Task<int?> Exited => _exited.Task;

            public void AskToStop()
            {
                if (_exited.TrySetResult(0))
                {
                    Interlocked.Increment(ref launcher._stopped);
                }
            }

            public void Dispose()
            {
            }
        }
    }
}
