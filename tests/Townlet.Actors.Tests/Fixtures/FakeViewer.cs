using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using Akka.TestKit;
using Townlet.Actors.Viewers;

namespace Townlet.Actors.Tests.Fixtures;

/// <summary>A viewer's socket: reports messages to the test, accepts them or not, and answers a close frame when the test lets it.</summary>
internal sealed class FakeViewer(TestProbe reports) : IViewerConnection
{
    private readonly TaskCompletionSource _goodbye = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _closed;

    /// <summary>Receives a report of all that is done to the socket.</summary>
    public TestProbe Reports { get; } = reports;

    public IActorRef Actor { get; set; } = ActorRefs.Nobody;

    /// <summary>False: messages are never accepted.</summary>
    public bool Reads { get; init; } = true;

    /// <summary>False: it answers a goodbye only when the test calls <see cref="SayGoodbye"/>.</summary>
    public bool AnswersGoodbye { get; init; } = true;

    /// <summary>Runs before each message is taken, on the thread of the viewer's stream.</summary>
    public Action? OnSend { get; init; }

    public Task SendAsync(ReadOnlyMemory<byte> message)
    {
        if (Volatile.Read(ref _closed) != 0)
        {
            throw new InvalidOperationException("Nothing can be sent after the goodbye.");
        }

        OnSend?.Invoke();
        Reports.Ref.Tell(new Sent(JsonDocument.Parse(message).RootElement), ActorRefs.NoSender);
        return Reads ? Task.CompletedTask : new TaskCompletionSource().Task;
    }

    public Task CloseAsync(WebSocketCloseStatus status, string reason, TimeSpan within)
    {
        Volatile.Write(ref _closed, 1);
        Reports.Ref.Tell(new ToldGoodbye(status), ActorRefs.NoSender);
        return AnswersGoodbye ? Task.CompletedTask : _goodbye.Task;
    }

    public void SayGoodbye() => _goodbye.TrySetResult();

    public void Abort() => Reports.Ref.Tell(new Aborted(), ActorRefs.NoSender);

    /// <summary>The viewer sends a text frame.</summary>
    public void Says(string json) => Actor.Tell(new Viewer.Received(Encoding.UTF8.GetBytes(json)), ActorRefs.NoSender);

    public async Task<JsonElement> ExpectAsync() => (await Reports.ExpectMsgAsync<Sent>()).Message;

    /// <summary>The next message of this type; earlier ones of other types are skipped.</summary>
    public async Task<JsonElement> ExpectAsync(string type, Func<JsonElement, bool>? where = null) =>
        (await Reports.FishForMessageAsync<Sent>(sent => sent.Type == type && (where is null || where(sent.Message)))).Message;

    public sealed record Sent(JsonElement Message)
    {
        public string Type => Message.GetProperty("type").GetString()!;
    }

    public sealed record ToldGoodbye(WebSocketCloseStatus Status);

    public sealed record Aborted;
}
