using Akka.Actor;
using Townlet.Actors.Frontend;

namespace Townlet.Actors.Tests.Fixtures;

/// <summary>Starts fake processes and reports each one to the test.</summary>
internal sealed class FakeLauncher : IFrontendLauncher
{
    public IActorRef Reports { get; set; } = ActorRefs.Nobody;

    public string? Impossible { get; init; }

    public Exception? StartFailure { get; init; }

    public bool ProcessesEndWhenAsked { get; init; } = true;

    public string? WhyImpossible(FrontendOptions options) => Impossible;

    public IFrontendProcess Start(FrontendOptions options, int port, Uri server, string identity, Action<string> output)
    {
        if (StartFailure is { } failure)
        {
            throw failure;
        }

        var process = new FakeProcess(port, ProcessesEndWhenAsked, output, Reports);
        Reports.Tell(process, ActorRefs.NoSender);
        return process;
    }
}
