using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Supervision;
using Townlet.Actors.Telemetry;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Training;
using Townlet.World;

namespace Townlet.Actors.Tests.Telemetry;

public class RunInstrumentsTests
{
    [Fact]
    public async Task Finished_episodes_are_counted_with_their_length_and_end()
    {
        await using var town = await StartIdleAsync();
        using var heard = new Measurements(town);

        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(900)));
        town.Publish(new Trainer.EpisodeCompleted(Lives.Episode(901) with { Agent = 3, Stage = 4, End = LifeEnd.StepCap, Loss = null }));

        await heard.ExpectAsync(
            town,
            "townlet.episodes{end=death} 1", "townlet.survival.steps 940", "townlet.episode 900", "townlet.epsilon 0.875", "townlet.curriculum.stage{agent=0} 2", "townlet.loss 0.125",
            "townlet.episodes{end=step_cap} 1", "townlet.survival.steps 941", "townlet.episode 901", "townlet.epsilon 0.875", "townlet.curriculum.stage{agent=3} 4");
    }

    [Fact]
    public async Task Steps_of_this_process_are_counted_and_none_twice_after_a_crash()
    {
        await using var town = await StartIdleAsync();
        using var heard = new Measurements(town, "townlet.steps");
        foreach (var steps in (long[])[5000, 5600, 5100, 5200])
        {
            town.Publish(new Trainer.StatusChanged(TrainingStatus.NotStarted(10) with { TotalSteps = steps }));
        }

        // The test does not know the figures published so far, so it counts from the first new one.
        await heard.ExpectLastAsync(town, "townlet.steps 600", "townlet.steps 0", "townlet.steps 100");
    }

    [Fact]
    public async Task Training_runs_while_it_is_neither_paused_nor_over()
    {
        await using var town = await StartIdleAsync();
        using var heard = new Measurements(town, "townlet.training.running", "townlet.steps_per_second", "townlet.episodes.wanted");

        town.Publish(new Trainer.StatusChanged(TrainingStatus.NotStarted(10) with { IsTraining = true, StepsPerSecond = 8000 }));
        town.Publish(new Trainer.StatusChanged(TrainingStatus.NotStarted(10) with { IsTraining = true, Paused = true }));

        await heard.ExpectAsync(
            town,
            "townlet.episodes.wanted 10", "townlet.steps_per_second 8000", "townlet.training.running 1",
            "townlet.episodes.wanted 10", "townlet.steps_per_second 0", "townlet.training.running 0");
    }

    [Fact]
    public async Task Restarts_are_counted_for_each_component()
    {
        await using var town = await StartIdleAsync();
        using var heard = new Measurements(town, "townlet.component.ready", "townlet.component.restarts");

        town.Publish(Statuses.Of(Component.Frontend, ComponentState.Ready));
        town.Publish(Statuses.Of(Component.Frontend, ComponentState.Restarting, restarts: 1));
        town.Publish(Statuses.Of(Component.Frontend, ComponentState.Ready, restarts: 1));

        await heard.ExpectAsync(
            town,
            "townlet.component.ready{component=frontend} 1", "townlet.component.restarts{component=frontend} 0",
            "townlet.component.ready{component=frontend} 0", "townlet.component.restarts{component=frontend} 1",
            "townlet.component.ready{component=frontend} 1", "townlet.component.restarts{component=frontend} 0");
    }

    [Fact]
    public async Task Checkpoint_that_is_written_is_measured()
    {
        await using var town = await StartIdleAsync();
        using var heard = new Measurements(town, "townlet.checkpoint.duration", "townlet.checkpoint.size");
        var published = town.Listen(typeof(CheckpointPublisher.Published));

        town.Tell(new Trainer.TakeCheckpoint());

        var written = await published.ExpectMsgAsync<CheckpointPublisher.Published>();
        await heard.ExpectAsync(
            town,
            FormattableString.Invariant($"townlet.checkpoint.duration {written.Duration.TotalSeconds}"),
            FormattableString.Invariant($"townlet.checkpoint.size {written.Checkpoint.Bytes}"));
    }

    private static async Task<RunningTown> StartIdleAsync()
    {
        var town = await RunningTown.StartAsync(new TownSetup { ManualTime = true, Paused = true, Pack = Packs.Endless }, typeof(ComponentStatus));
        await town.ReachesAsync(town.Events, Component.Inference, ComponentState.Ready);
        return town;
    }

    /// <summary>The measurements of one town from now on, as text.</summary>
    private sealed class Measurements : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly List<string> _heard = [];

        public Measurements(RunningTown town, params string[] names)
        {
            var meters = town.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == RunInstruments.MeterName && instrument.Meter.Scope == meters && (names.Length == 0 || names.Contains(instrument.Name)))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<int>(Hear);
            _listener.SetMeasurementEventCallback<long>(Hear);
            _listener.SetMeasurementEventCallback<double>(Hear);
            _listener.Start();
        }

        public Task ExpectAsync(RunningTown town, params string[] measurements) =>
            town.NewProbe().AwaitAssertAsync(() => Assert.Equal(measurements.Order(), Heard().Order()));

        public Task ExpectLastAsync(RunningTown town, params string[] measurements) =>
            town.NewProbe().AwaitAssertAsync(() => Assert.Equal(measurements, Heard().TakeLast(measurements.Length)));

        public void Dispose() => _listener.Dispose();

        private List<string> Heard()
        {
            lock (_heard)
            {
                return [.. _heard];
            }
        }

        private void Hear<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
            where T : IFormattable
        {
            var labels = string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            lock (_heard)
            {
                _heard.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{instrument.Name}{(labels.Length > 0 ? $"{{{labels}}}" : "")} {value}"));
            }
        }
    }
}
