using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;
using Akka.Streams.Dsl;
using Townlet.Actors.Viewers;

namespace Townlet.Actors.Tests.Viewers;

public sealed class ViewerBufferTests : IAsyncLifetime
{
    private readonly ActorSystem _system = ActorSystem.Create("buffer", ConfigurationFactory.ParseString("akka.loglevel = OFF"));

    private int _dropped;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.Terminate();

    [Fact]
    public async Task Viewer_that_keeps_up_gets_everything_in_order()
    {
        var (queue, sink) = Run(framesKept: 2, messagesKept: 10);
        for (var number = 0; number < 30; number++)
        {
            await queue.OfferAsync(Message(number, droppable: number % 3 == 0));
            Assert.Equal(number, await NextAsync(sink));
        }
    }

    [Fact]
    public async Task Only_the_newest_frames_wait_for_a_slow_viewer_and_every_other_message()
    {
        var (queue, sink) = Run(framesKept: 2, messagesKept: 100);
        await FillSocketAsync(queue);

        // Even numbers are frames.
        for (var number = 0; number < 12; number++)
        {
            await queue.OfferAsync(Message(number, droppable: number % 2 == 0));
        }

        queue.Complete();
        Assert.Equal([-1, 1, 3, 5, 7, 8, 9, 10, 11], await RestAsync(sink));
        Assert.Equal(4, _dropped);
    }

    [Fact]
    public async Task Frames_that_were_taken_no_longer_count()
    {
        var (queue, sink) = Run(framesKept: 2, messagesKept: 100);
        await FillSocketAsync(queue);
        await queue.OfferAsync(Message(1, droppable: true));
        await queue.OfferAsync(Message(2, droppable: true));
        Assert.Equal(-1, await NextAsync(sink));
        Assert.Equal(1, await NextAsync(sink));

        await queue.OfferAsync(Message(3, droppable: true));
        queue.Complete();

        Assert.Equal([2, 3], await RestAsync(sink));
    }

    [Fact]
    public async Task Viewer_that_leaves_too_much_unread_is_given_up()
    {
        var (queue, sink) = Run(framesKept: 2, messagesKept: 5);
        await FillSocketAsync(queue);
        for (var number = 0; number < 5; number++)
        {
            await queue.OfferAsync(Message(number, droppable: false));
        }

        Assert.False(queue.WatchCompletionAsync().IsCompleted);
        await queue.OfferAsync(Message(5, droppable: false));

        await Assert.ThrowsAnyAsync<Exception>(() => RestAsync(sink));
    }

    [Fact]
    public async Task Frames_alone_never_give_a_viewer_up()
    {
        var (queue, sink) = Run(framesKept: 2, messagesKept: 5);
        await FillSocketAsync(queue);
        for (var number = 0; number < 50; number++)
        {
            await queue.OfferAsync(Message(number, droppable: true));
        }

        queue.Complete();
        Assert.Equal([-1, 48, 49], await RestAsync(sink));
    }

    [Fact]
    public async Task What_waits_at_the_end_is_still_given_out()
    {
        var (queue, sink) = Run(framesKept: 2, messagesKept: 5);
        await FillSocketAsync(queue);
        await queue.OfferAsync(Message(1, droppable: false));
        await queue.OfferAsync(Message(2, droppable: true));

        queue.Complete();

        Assert.Equal([-1, 1, 2], await RestAsync(sink));
    }

    private (ISourceQueueWithComplete<ViewerMessage> Queue, ISinkQueue<ViewerMessage> Sink) Run(int framesKept, int messagesKept) =>
        Source.Queue<ViewerMessage>(0, OverflowStrategy.Backpressure)
            .Via(new ViewerBuffer(new ViewerLimits(framesKept, messagesKept, TimeSpan.Zero, Most: null), () => Interlocked.Increment(ref _dropped)))
            .ToMaterialized(Sink.Queue<ViewerMessage>().WithAttributes(Attributes.CreateInputBuffer(1, 1)), Keep.Both)
            .Run(_system.Materializer());

    /// <summary>The one message that the sink holds. All later ones wait in the buffer.</summary>
    private static Task<IQueueOfferResult> FillSocketAsync(ISourceQueueWithComplete<ViewerMessage> queue) => queue.OfferAsync(Message(-1, droppable: false));

    private static ViewerMessage Message(int number, bool droppable) => new(BitConverter.GetBytes(number), droppable);

    private static async Task<int> NextAsync(ISinkQueue<ViewerMessage> sink) => BitConverter.ToInt32((await sink.PullAsync()).Value.Bytes.Span);

    private static async Task<List<int>> RestAsync(ISinkQueue<ViewerMessage> sink)
    {
        var rest = new List<int>();
        while (await sink.PullAsync() is { HasValue: true } next)
        {
            rest.Add(BitConverter.ToInt32(next.Value.Bytes.Span));
        }

        return rest;
    }
}
