using System.Collections.Immutable;
using Akka.Actor;
using Townlet.Actors.Announcements;

namespace Townlet.Actors.Supervision;

/// <summary>Listens to the run, answers how it stands, and tells what an instance that replaces another must know.</summary>
internal sealed class RunMemoryActor : ReceiveActor
{
    public RunMemoryActor(LatestEvents latest, ImmutableArray<ComponentDescriptor> components)
    {
        Receive<Supervisor.GetStatus>(_ => Sender.Tell(latest.Status()));
        Receive<RunMemory.Recall>(recall => Sender.Tell(new RunMemory.Recalled(
            recall.Component, [.. components.First(descriptor => descriptor.Component == recall.Component).HandOver!(latest)])));
        foreach (var happened in LatestEvents.Types)
        {
            Receive(happened, latest.Hear);
        }
    }

    public static Props Props(LatestEvents latest, ImmutableArray<ComponentDescriptor> components) =>
        Akka.Actor.Props.Create(() => new RunMemoryActor(latest, components));

    protected override void PreStart() => Context.Subscribe([.. LatestEvents.Types]);

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);
}
