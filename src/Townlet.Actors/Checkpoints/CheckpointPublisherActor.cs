using Akka.Actor;
using Akka.Event;
using Townlet.Learning;
using Townlet.Runs;

namespace Townlet.Actors;

/// <summary>
/// Owns the checkpoint files: writes, verifies, prunes, announces. It blocks on the disk, on a thread of its own;
/// a disk that fails costs a warning and this one checkpoint, never the training.
/// </summary>
public sealed class CheckpointPublisherActor : ReceiveActor
{
    private readonly CheckpointStore _store;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public CheckpointPublisherActor(TownletOptions options, TimeProvider time)
    {
        _store = new CheckpointStore(options.Folder, options.Pack.Training.CheckpointsKept, new SafetensorsCheckpointFormat());
        _time = time;

        Receive<CheckpointPublisher.Publish>(publish =>
        {
            var isWritten = Write(publish.Checkpoint);
            Context.Parent.Tell(new CheckpointPublisher.Settled(publish, isWritten));
        });
        Receive<CheckpointPublisher.LoadNewest>(_ => Sender.Tell(new CheckpointPublisher.Newest(LoadNewest())));
        Receive<CheckpointPublisher.ListPolicies>(_ => Sender.Tell(new CheckpointPublisher.Policies(_store.Policies())));
        Receive<CheckpointPublisher.Drain>(_ => Sender.Tell(new CheckpointPublisher.Drained()));
        Receive<FaultSwitch.Trip>(trip => throw new DeliberateFaultException(trip.Component));
    }

    public static Props Props(TownletOptions options, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new CheckpointPublisherActor(options, time)).WithDispatcher("townlet.files.dispatcher");

    protected override void PreStart() =>
        Context.Parent.Tell(new Supervisor.ComponentReady(Component.CheckpointPublisher, "checkpoints can be written"));

    private bool Write(Checkpoint checkpoint)
    {
        var begin = _time.GetTimestamp();
        var now = _time.GetUtcNow();
        try
        {
            var stored = _store.Write(checkpoint.Episode, stream => checkpoint.Write(stream, now), stream => checkpoint.PolicyOnly().Write(stream, now));
            var policy = _store.Policies().First(policy => policy.Episode == checkpoint.Episode);
            Context.System.EventStream.Publish(new CheckpointPublisher.Published(stored, policy, _time.GetElapsedTime(begin)));
            return true;
        }
        catch (CheckpointWriteException failure)
        {
            _log.Debug(failure, "Checkpoint of episode {Episode} was not written", checkpoint.Episode);
            Context.Warn(Component.CheckpointPublisher, $"{failure.Message} Training goes on; the earlier checkpoint stays.");
            return false;
        }
    }

    private Checkpoint? LoadNewest()
    {
        var warn = WarnFrom(Context);
        if (_store.FindNewestValid(warn) is not { } newest)
        {
            return null;
        }

        using var stream = File.OpenRead(newest.Path);
        var checkpoint = Checkpoint.Read(stream);
        Context.System.EventStream.Publish(new CheckpointPublisher.Found(newest.Name));
        return checkpoint;
    }

    private static Action<string> WarnFrom(IActorContext context) => text => context.Warn(Component.CheckpointPublisher, text);
}
