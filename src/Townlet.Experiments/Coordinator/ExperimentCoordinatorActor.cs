using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Coordinator;

/// <summary>Keeps the events that <see cref="Coordination"/> decides on in the journal, and tells the workers what follows. Nobody is told anything that is not in the journal.</summary>
internal sealed class ExperimentCoordinatorActor : ReceivePersistentActor
{
    private readonly Coordination _coordination;
    private readonly TimeProvider _time;
    private readonly long _start;

    public ExperimentCoordinatorActor(ExperimentDefinition definition, LeaseTerms terms, TimeProvider time)
    {
        PersistenceId = $"experiment-{definition.Name}";
        _coordination = new Coordination(terms);
        _time = time;
        _start = time.GetTimestamp();
        Recover<ExperimentEvent>(happened => _coordination.Apply(happened, Now));
        Recover<RecoveryCompleted>(_ => Keep(_coordination.Begin(definition), () => Publish(new ExperimentCoordinator.Ready(_coordination.State))));
        Command<ExperimentCoordinator.Join>(join => Sender.Tell(new ExperimentCoordinator.Joined(_coordination.Join(join.Node))));
        Command<Pull>(pull =>
        {
            var worker = Sender;
            Keep(_coordination.Decide(pull, Now), () =>
            {
                worker.Tell(_coordination.Answer(pull, Now));
                Publish(new ExperimentCoordinator.Progress(_coordination.Episodes));
            });
        });
        Command<TrialReport>(report =>
        {
            var verdict = _coordination.Decide(report);
            if (verdict.Alarm is { } alarm)
            {
                Publish(new ExperimentCoordinator.Alarm(alarm));
            }

            Keep(verdict.Events, () => { });
        });
        Command<ExperimentCoordinator.Stop>(_ =>
        {
            var asker = Sender;
            Keep(_coordination.Stop(), () => asker.Tell(new ExperimentCoordinator.Stopped()));
        });
    }

    public override string PersistenceId { get; }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    public static Props Props(ExperimentDefinition definition, LeaseTerms terms, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new ExperimentCoordinatorActor(definition, terms, time));

    /// <param name="events">To be kept; what comes meanwhile waits.</param>
    /// <param name="then">Once all of them are in the journal and applied.</param>
    private void Keep(ImmutableArray<ExperimentEvent> events, Action then)
    {
        var left = events.Length;
        if (left == 0)
        {
            then();
            return;
        }

        PersistAll(events, happened =>
        {
            _coordination.Apply(happened, Now);
            Publish(new ExperimentCoordinator.Happened(happened, _coordination.State));
            if (--left == 0)
            {
                then();
            }
        });
    }

    private static void Publish(object news) => Context.System.EventStream.Publish(news);
}
