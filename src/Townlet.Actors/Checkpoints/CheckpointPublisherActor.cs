using Akka.Actor;
using Akka.Event;
using Townlet.Actors.Hosting;
using Townlet.Actors.Supervision;
using Townlet.Configuration.Files;
using Townlet.Learning.Checkpoints;
using Townlet.Runs;
using Townlet.Runs.Checkpoints;

namespace Townlet.Actors.Checkpoints;

/// <summary>
/// Owns the checkpoint files: writes, verifies, prunes, announces. It blocks on the disk, on a thread of its own;
/// a disk that fails costs a warning and this one checkpoint, never the training.
/// </summary>
public sealed class CheckpointPublisherActor : SupervisedActor
{
    private readonly CheckpointStore _store;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public CheckpointPublisherActor(TownletOptions options, TimeProvider time, Incarnation incarnation)
        : base(Component.CheckpointPublisher, incarnation)
    {
        _store = new CheckpointStore(
            options.Folder, options.Pack.Training.CheckpointsKept, new SafetensorsCheckpointFormat(),
            new RunIdentity(options.Pack.Name, options.Pack.Hash, options.Seed));
        _time = time;

        Receive<CheckpointPublisher.Publish>(publish =>
        {
            var isWritten = Write(publish.Checkpoint);
            TellParent(new CheckpointPublisher.Settled(publish, isWritten));
        });
        Receive<CheckpointPublisher.LoadNewest>(_ => Sender.Tell(new CheckpointPublisher.Newest(LoadNewest())));
        Receive<CheckpointPublisher.ListPolicies>(_ => Sender.Tell(new CheckpointPublisher.Policies(_store.Policies())));
        Receive<CheckpointPublisher.Drain>(_ => Sender.Tell(new CheckpointPublisher.Drained()));
    }

    public static Props Props(TownletOptions options, TimeProvider time, Incarnation incarnation) =>
        Akka.Actor.Props.Create(() => new CheckpointPublisherActor(options, time, incarnation)).WithDispatcher("townlet.files.dispatcher");

    protected override void PreStart() => Ready("checkpoints can be written");

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
}
