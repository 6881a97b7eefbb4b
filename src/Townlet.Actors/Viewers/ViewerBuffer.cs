using Akka.Streams;
using Akka.Streams.Stage;

namespace Townlet.Actors.Viewers;

/// <summary>
/// Buffers messages between the town and one socket: takes every message at once and passes them on in order when the socket takes
/// them. With too many frames, the oldest one is dropped. With too many messages of any kind, the stream fails, since a viewer that
/// far behind is not reading.
/// </summary>
/// <param name="limits">How much may wait.</param>
/// <param name="frameDropped">Called for each frame that is dropped.</param>
internal sealed class ViewerBuffer(ViewerLimits limits, Action frameDropped) : GraphStage<FlowShape<ViewerMessage, ViewerMessage>>
{
    private readonly Inlet<ViewerMessage> _in = new("ViewerBuffer.in");
    private readonly Outlet<ViewerMessage> _out = new("ViewerBuffer.out");
    private readonly ViewerLimits _limits = limits;
    private readonly Action _frameDropped = frameDropped;

    public override FlowShape<ViewerMessage, ViewerMessage> Shape => new(_in, _out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly ViewerBuffer _stage;
        private readonly LinkedList<ViewerMessage> _waiting = new();
        private int _frames;

        public Logic(ViewerBuffer stage)
            : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage._in, this);
            SetHandler(stage._out, this);
        }

        public override void PreStart() => Pull(_stage._in);

        public override void OnPush()
        {
            Enqueue(Grab(_stage._in));
            if (_waiting.Count > _stage._limits.MessagesKept)
            {
                FailStage(new ViewerTooSlowException(_waiting.Count));
                return;
            }

            if (IsAvailable(_stage._out))
            {
                PushNext();
            }

            Pull(_stage._in);
        }

        public override void OnPull()
        {
            if (_waiting.Count > 0)
            {
                PushNext();
            }
            else if (IsClosed(_stage._in))
            {
                CompleteStage();
            }
        }

        public override void OnUpstreamFinish()
        {
            if (_waiting.Count == 0)
            {
                CompleteStage();
            }
        }

        private void Enqueue(ViewerMessage message)
        {
            _waiting.AddLast(message);
            if (!message.Droppable || ++_frames <= _stage._limits.FramesKept)
            {
                return;
            }

            for (var node = _waiting.First; node is not null; node = node.Next)
            {
                if (node.Value.Droppable)
                {
                    _waiting.Remove(node);
                    _frames--;
                    _stage._frameDropped();
                    return;
                }
            }
        }

        private void PushNext()
        {
            var next = _waiting.First!.Value;
            _waiting.RemoveFirst();
            if (next.Droppable)
            {
                _frames--;
            }

            Push(_stage._out, next);
        }
    }
}
