using Akka.Actor;
using Townlet.Actors.Frontend;

namespace Townlet.Actors.Tests.Fixtures;

/// <summary>Answers for a page that does not exist, and reports each request to the test.</summary>
internal sealed class FakeProbe : IPageProbe
{
    private volatile bool _answers = true;

    public IActorRef Reports { get; set; } = ActorRefs.Nobody;

    public bool Answers
    {
        get => _answers;
        set => _answers = value;
    }

    /// <summary>A page that is stopped: it takes the check and never answers it.</summary>
    public bool Hangs { get; init; }

    public Task<PageLook> LoadAsync(PageIdentity page, CancellationToken cancellationToken)
    {
        Reports.Tell(new Asked(page), ActorRefs.NoSender);
        return Task.FromResult(Answers ? PageLook.Good : new PageLook("/src/main.ts is answered by 404 (text/html)"));
    }

    public Task<bool> AnswersAsync(PageIdentity page, CancellationToken cancellationToken)
    {
        Reports.Tell(new Checked(page), ActorRefs.NoSender);
        return Hangs ? new TaskCompletionSource<bool>().Task : Task.FromResult(Answers);
    }

    /// <summary>The page was loaded.</summary>
    public sealed record Asked(PageIdentity Page);

    /// <summary>A page that was ready was asked whether it still answers.</summary>
    public sealed record Checked(PageIdentity Page);
}
