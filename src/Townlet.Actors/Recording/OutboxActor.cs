using System.Globalization;
using Akka.Actor;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Supervision;
using Townlet.Actors.Training;

namespace Townlet.Actors.Recording;

/// <summary>
/// Stands before the run's one writer of files in all its instances: it takes what is to be written, passes it on, and tells a new instance what
/// the one before had not written.
/// </summary>
internal sealed class OutboxActor : ReceiveActor
{
    private readonly PendingWrites _pending;
    private IActorRef _writer = ActorRefs.Nobody;
    private IActorRef _closeRequester = ActorRefs.Nobody;
    private bool _isAbandoned;
    private bool _losesRecords;

    public OutboxActor(PendingWrites pending)
    {
        _pending = pending;

        Receive<Keeper.Present>(present =>
        {
            _writer = present.Instance;
            foreach (var unsettled in _pending.Unsettled)
            {
                _writer.Tell(unsettled);
            }
        });
        Receive<Keeper.Abandoned>(abandoned =>
        {
            _isAbandoned = true;
            _writer = ActorRefs.Nobody;
            Settle(abandoned.Reason);
        });
        Receive<Trainer.IRecorded>(Keep);
        Receive<Trainer.CheckpointTaken>(taken => Publish(new CheckpointPublisher.Publish(taken.Checkpoint)));
        Receive<RunRecorder.Recorded>(recorded => OnRecorded(recorded.Number));
        Receive<CheckpointPublisher.Settled>(settled => TellWriter(_pending.Settled(settled)));
        Receive<CheckpointPublisher.LoadNewest>(load =>
        {
            // A trainer must not resume from a checkpoint older than the one it handed over.
            TellWriter(_pending.TakeWaiting());
            _writer.Forward(load);
        });
        Receive<Outbox.Close>(_ =>
        {
            _closeRequester = Sender;
            if (_isAbandoned)
            {
                Settle(null);
                return;
            }

            TellWriter(_pending.TakeWaiting());
            _writer.Tell(new CheckpointPublisher.Drain());
        });
        Receive<CheckpointPublisher.Drained>(drained => Settle(drained.Fault));
        Receive<Supervisor.IRouted>(message => _writer.Forward(message));
    }

    public static Props Props(PendingWrites pending) => Akka.Actor.Props.Create(() => new OutboxActor(pending));

    protected override void PreStart() => Context.Subscribe(typeof(Trainer.IRecorded));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    private void Keep(Trainer.IRecorded happened)
    {
        if (_isAbandoned)
        {
            _pending.Losses.Add(happened);
        }
        else if (_pending.Add(happened) is { } record)
        {
            _writer.Tell(record);
        }
        else if (!_losesRecords)
        {
            _losesRecords = true;
            Context.Warn(
                Component.CheckpointPublisher,
                string.Create(CultureInfo.InvariantCulture, $"{_pending.Records} episodes wait to be recorded, and there is no room for more: those that follow are not recorded until these are."));
        }
    }

    private void OnRecorded(long number)
    {
        _pending.Written(number);
        if (_losesRecords)
        {
            _losesRecords = false;
            SayLosses();
        }
    }

    private void Publish(CheckpointPublisher.Publish publish)
    {
        if (_isAbandoned)
        {
            _pending.Losses.Add(publish.Checkpoint);
            WarnOfMissing(publish, "its publisher is gone");
            return;
        }

        if (_pending.Add(publish, out var superseded))
        {
            _writer.Tell(publish);
        }

        if (superseded is not null)
        {
            WarnOfMissing(superseded, "a newer one came before the disk had taken the one before");
        }
    }

    private static void WarnOfMissing(CheckpointPublisher.Publish publish, string reason) => Context.Warn(
        Component.CheckpointPublisher, $"The checkpoint of episode {publish.Checkpoint.Episode} was not written: {reason}. The earlier checkpoint stays.");

    private void TellWriter(CheckpointPublisher.Publish? publish)
    {
        if (publish is not null)
        {
            _writer.Tell(publish);
        }
    }

    /// <summary>What is not on disk by now is lost.</summary>
    private void Settle(string? reason)
    {
        _pending.Abandon(reason);
        if (!_closeRequester.IsNobody())
        {
            SayLosses();
            _closeRequester.Tell(new Outbox.Closed());
            _closeRequester = ActorRefs.Nobody;
        }
    }

    /// <summary>The warnings of a long run have scrolled away long ago: what is missing is said once more at its end.</summary>
    private void SayLosses()
    {
        if (_pending.Losses.Describe() is { } lost)
        {
            Context.AnnounceError(Component.Supervisor, lost);
        }
    }
}
