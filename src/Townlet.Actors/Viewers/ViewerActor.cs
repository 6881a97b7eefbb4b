using System.Net.WebSockets;
using Akka;
using Akka.Actor;
using Akka.Event;
using Akka.Streams;
using Akka.Streams.Dsl;
using Townlet.Actors.Supervision;
using Townlet.Actors.Wire;

namespace Townlet.Actors.Viewers;

/// <summary>
/// One viewer: owns the stream to its socket and is the return address of its commands. It ends with either.
/// <code>
/// Watching -(Close)-> Leaving -(goodbye answered or too late)-> gone
/// Watching -(Left, or its stream failed)-> gone
/// </code>
/// </summary>
internal sealed class ViewerActor : ReceiveActor
{
    private readonly IViewerConnection _connection;
    private readonly ViewerLimits _limits;
    private readonly Action _frameDropped;
    private readonly IActorRef _supervisor;
    private readonly IMaterializer _materializer;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IActorRef _outbox = ActorRefs.Nobody;

    public ViewerActor(IViewerConnection connection, ViewerLimits limits, Action frameDropped, IActorRef supervisor, IMaterializer materializer)
    {
        _connection = connection;
        _limits = limits;
        _frameDropped = frameDropped;
        _supervisor = supervisor;
        _materializer = materializer;
        Become(Watching);
    }

    public static Props Props(IViewerConnection connection, ViewerLimits limits, Action frameDropped, IActorRef supervisor, IMaterializer materializer) =>
        Akka.Actor.Props.Create(() => new ViewerActor(connection, limits, frameDropped, supervisor, materializer));

    private void Watching()
    {
        Receive<ViewerMessage>(message => _outbox.Tell(message));
        Receive<Viewer.Received>(received =>
        {
            if (ViewerCommand.Parse(received.Frame, out var command) is { } fault)
            {
                _outbox.Tell(ViewerMessage.Of(new ErrorMessage(fault)));
            }
            else
            {
                _supervisor.Tell(command);
            }
        });
        Receive<Viewer.ReceivedUnusable>(unusable => _outbox.Tell(ViewerMessage.Of(new ErrorMessage(unusable.Reason))));
        Receive<Supervisor.Accepted>(_ =>
        {
            // All viewers are told what came of the command.
        });
        Receive<Supervisor.Refused>(refused => _outbox.Tell(ViewerMessage.Of(new ErrorMessage(refused.Reason))));
        Receive<Viewer.Left>(_ => Context.Stop(Self));
        Receive<Viewer.Close>(_ =>
        {
            Become(Leaving);
            _connection
                .CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "Townlet is shutting down.", _limits.CloseWithin)
                .PipeTo(Self, success: () => new Viewer.Left(), failure: _ => new Viewer.Left());
        });
        Receive<StreamEnded>(ended =>
        {
            _log.Debug("A viewer is disconnected: {Reason}", ended.Reason);
            Context.Stop(Self);
        });
    }

    /// <summary>
    /// A socket takes nothing after its goodbye: another message, or the end of the stream that tried to send one, would
    /// end the connection before the viewer has read the goodbye.
    /// </summary>
    private void Leaving()
    {
        Receive<Viewer.Left>(_ => Context.Stop(Self));
        ReceiveAny(_ => { });
    }

    protected override void PreStart()
    {
        try
        {
            OpenStream();
        }
        catch
        {
            // The viewers' actor is stopping, and its materializer has ended before this viewer could start. Akka calls no PostStop after a PreStart that failed.
            _connection.Abort();
            throw;
        }
    }

    private void OpenStream()
    {
        var connection = _connection;
        // ViewerBuffer takes every message at once, but its thread may be late. The source keeps as many messages as the buffer does, so that a late thread costs no viewer its connection.
        var (outbox, sent) = Source.ActorRef<ViewerMessage>(_limits.MessagesKept, OverflowStrategy.Fail)
            .Via(new ViewerBuffer(_limits, _frameDropped))
            .SelectAsync(1, async message =>
            {
                await connection.SendAsync(message.Bytes);
                return NotUsed.Instance;
            })
            .WithAttributes(Attributes.CreateInputBuffer(1, 1))
            .ToMaterialized(Sink.Ignore<NotUsed>(), Keep.Both)
            .Run(_materializer);
        _outbox = outbox;
        sent.PipeTo(Self, success: _ => new StreamEnded("its stream was completed"), failure: cause => new StreamEnded(cause.Message));
    }

    // However this actor ended, its socket must not stay open. After a goodbye this does nothing.
    protected override void PostStop()
    {
        _outbox.Tell(PoisonPill.Instance);
        _connection.Abort();
    }

    private sealed record StreamEnded(string Reason);
}
