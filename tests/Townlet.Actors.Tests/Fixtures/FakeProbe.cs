using Akka.Actor;

namespace Townlet.Actors.Tests;

/// <summary>Answers for a page that is not there, and tells the test of each question.</summary>
internal sealed class FakeProbe : IPageProbe
{
    private volatile bool _answers = true;

    public IActorRef Reports { get; set; } = ActorRefs.Nobody;

    public bool Answers
    {
        get => _answers;
        set => _answers = value;
    }

    public Task<bool> AnswersAsync(Uri address, CancellationToken cancellationToken)
    {
        Reports.Tell(new Asked(address), ActorRefs.NoSender);
        return Task.FromResult(Answers);
    }

    public sealed record Asked(Uri Address);
}
