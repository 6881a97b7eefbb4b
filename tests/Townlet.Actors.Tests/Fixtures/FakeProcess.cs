using Akka.Actor;
using Townlet.Actors.Frontend;

namespace Townlet.Actors.Tests.Fixtures;

/// <summary>A page's process that ends when the test says so, or when it is asked to.</summary>
internal sealed class FakeProcess(int port, bool endsWhenAsked, Action<string> output, IActorRef reports) : IFrontendProcess
{
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Port { get; } = port;

    public Task Exited => _exited.Task;

    public void Print(string line) => output(line);

    public void End() => _exited.TrySetResult();

    public void Terminate()
    {
        reports.Tell(new Asked(this), ActorRefs.NoSender);
        if (endsWhenAsked)
        {
            End();
        }
    }

    public void Dispose() => reports.Tell(new Disposed(this), ActorRefs.NoSender);

    /// <summary>The process was asked to end.</summary>
    public sealed record Asked(FakeProcess Process);

    public sealed record Disposed(FakeProcess Process);
}
