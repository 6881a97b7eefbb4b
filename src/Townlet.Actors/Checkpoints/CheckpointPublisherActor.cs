using Akka.Actor;
using Akka.Event;
using Townlet.Actors.Hosting;
using Townlet.Actors.Recording;
using Townlet.Actors.Supervision;
using Townlet.Configuration.Files;
using Townlet.Learning.Checkpoints;
using Townlet.Runs;
using Townlet.Runs.Checkpoints;

namespace Townlet.Actors.Checkpoints;

/// <summary>
/// The run's one writer of files: rows and curves, then the checkpoint that follows them, in the order in which it is told. A checkpoint on the disk
/// without the rows of its episodes would lose them for good in a crash. It blocks on the disk, on a thread of its own;
/// a disk that fails costs a warning and this one checkpoint, never the training.
/// </summary>
internal sealed class CheckpointPublisherActor : SupervisedActor, IWithTimers
{
    private readonly CheckpointStore _store;
    private readonly RunRecords _records;
    private readonly TimeSpan _flushInterval;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private long _told;

    public CheckpointPublisherActor(TownletOptions options, RecorderSettings settings, TimeProvider time, Incarnation incarnation)
        : base(Component.CheckpointPublisher, incarnation)
    {
        _records = new RunRecords(options, settings, time, Say, incarnation.Revoked);
        _flushInterval = settings.FlushInterval;
        _store = new CheckpointStore(
            options.Folder, options.Pack.Training.CheckpointsKept, new SafetensorsCheckpointFormat(),
            new RunIdentity(options.Pack.Name, options.Pack.Hash, options.Seed));
        _time = time;

        Receive<RunRecorder.Record>(record =>
        {
            _records.Take(record);
            TellWhatIsWritten();
        });
        Receive<FlushDue>(_ =>
        {
            FlushLater();
            Flush();
        });
        Receive<CheckpointPublisher.Publish>(publish =>
        {
            Flush();
            var isWritten = Write(publish.Checkpoint);
            TellKeeper(new CheckpointPublisher.Settled(publish, isWritten));
        });
        Receive<CheckpointPublisher.LoadNewest>(_ => Sender.Tell(new CheckpointPublisher.Newest(LoadNewest())));
        Receive<CheckpointPublisher.ListPolicies>(_ => Sender.Tell(new CheckpointPublisher.Policies(_store.Policies())));
        Receive<CheckpointPublisher.Drain>(_ =>
        {
            Flush();
            Answer(new CheckpointPublisher.Drained(_records.Fault));
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(TownletOptions options, RecorderSettings settings, TimeProvider time, Incarnation incarnation) =>
        Akka.Actor.Props.Create(() => new CheckpointPublisherActor(options, settings, time, incarnation)).WithDispatcher("townlet.files.dispatcher");

    protected override void PreStart()
    {
        FlushLater();
        Ready("records and checkpoints can be written");
    }

    protected override void PostStop()
    {
        Flush();
        _records.Dispose();
    }

    /// <summary>Not a periodic timer, whose ticks would pile up while the disk takes long.</summary>
    private void FlushLater() => Timers.StartSingleTimer(nameof(FlushDue), new FlushDue(), _flushInterval);

    private void Flush()
    {
        _records.Flush();
        TellWhatIsWritten();
    }

    private void TellWhatIsWritten()
    {
        if (_records.Written > _told)
        {
            _told = _records.Written;
            TellKeeper(new RunRecorder.Recorded(_told));
        }
    }

    private bool Write(Checkpoint checkpoint)
    {
        var begin = _time.GetTimestamp();
        var now = _time.GetUtcNow();
        try
        {
            var stored = _store.Write(checkpoint.Episode, UnlessRevoked(stream => checkpoint.Write(stream, now)), UnlessRevoked(stream => checkpoint.PolicyOnly().Write(stream, now)));
            var policy = _store.Policies().First(policy => policy.Episode == checkpoint.Episode);
            Publish(new CheckpointPublisher.Published(stored, policy, _time.GetElapsedTime(begin)));
            return true;
        }
        catch (CheckpointWriteException failure)
        {
            _log.Debug(failure, "Checkpoint of episode {Episode} was not written", checkpoint.Episode);
            Warn($"{failure.Message} Training continues; the earlier checkpoint stays.");
            return false;
        }
    }

    private Checkpoint? LoadNewest()
    {
        if (_store.FindNewestValid(Warn) is not { } newest)
        {
            return null;
        }

        using var stream = RegularFile.OpenRead(newest.Path);
        var checkpoint = Checkpoint.Read(stream);
        Publish(new CheckpointPublisher.Found(newest.Name));
        return checkpoint;
    }

    /// <summary>An instance that hung and wakes puts no file in the place of those that the next one wrote.</summary>
    private Action<Stream> UnlessRevoked(Action<Stream> write) => stream =>
    {
        Incarnation.Revoked.ThrowIfCancellationRequested();
        write(stream);
    };

    private sealed record FlushDue;
}
