using Akka.Actor;
using Townlet.Actors.Announcements;
using Townlet.Actors.Supervision;
using Townlet.Experiments.Clustering;
using Townlet.Experiments.Shipping;
using Townlet.Experiments.Workers;

namespace Townlet.Host.ConsoleOutput;

/// <summary>Writes what a worker does, and whether it is answered.</summary>
internal sealed class WorkerConsoleActor : ReceiveActor
{
    private readonly ConsoleLines _lines;

    public WorkerConsoleActor(NodeAddress coordinator, ConsoleLines lines)
    {
        _lines = lines;
        Receive<ClusterLink.Waiting>(_ => Say($"{coordinator} does not answer. Waiting for it."));
        Receive<ClusterLink.Answered>(_ => Say($"{coordinator} answers."));
        Receive<WorkerAgent.Working>(working => Say($"Works for experiment {working.Definition.Name}."));
        Receive<WorkerAgent.Started>(started => Say($"{started.Trial.Name} starts."));
        Receive<WorkerAgent.Finished>(finished => Say(FormattableString.Invariant($"{finished.Trial.Name} is finished after {finished.Result.Episodes} lives.")));
        Receive<WorkerAgent.Ceased>(ceased => Say($"{ceased.Trial.Name} has stopped."));
        Receive<WorkerAgent.Failed>(failed => Warn($"{failed.Trial.Name} failed: {failed.Cause}"));
        Receive<Shipment.Away>(away => Warn(FormattableString.Invariant($"Trial {away.Trial}: {away.Reason}")));
        Receive<Shipment.Missed>(missed => Warn(FormattableString.Invariant($"Trial {missed.Trial}: {missed.Reason}")));
    }

    public static Props Props(NodeAddress coordinator, ConsoleLines lines) => Akka.Actor.Props.Create(() => new WorkerConsoleActor(coordinator, lines));

    protected override void PreStart() => Context.Subscribe(
        typeof(ClusterLink.Waiting), typeof(ClusterLink.Answered), typeof(WorkerAgent.Working), typeof(WorkerAgent.Started), typeof(WorkerAgent.Finished),
        typeof(WorkerAgent.Ceased), typeof(WorkerAgent.Failed), typeof(Shipment.Away), typeof(Shipment.Missed));

    private void Warn(string text) => _lines.Write(Component.Supervisor, AnnouncementSeverity.Warning, text);

    private void Say(string text) => _lines.Write($"[Worker] {text}");
}
