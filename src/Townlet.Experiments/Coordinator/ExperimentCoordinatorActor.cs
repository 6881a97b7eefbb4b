using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Shipping;

namespace Townlet.Experiments.Coordinator;

/// <summary>Keeps the events that <see cref="Coordination"/> decides on in the journal, and tells the workers what follows. Nobody is told anything that is not in the journal.</summary>
internal sealed class ExperimentCoordinatorActor : ReceivePersistentActor
{
    private const int MostSaid = 1_000;

    private readonly ExperimentDefinition _definition;
    private readonly LeaseTerms _terms;
    private readonly Admission _admission;
    private readonly StoreLocation? _store;
    private readonly Coordination _coordination;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly HashSet<object> _said = [];

    public ExperimentCoordinatorActor(ExperimentDefinition definition, LeaseTerms terms, Admission admission, StoreLocation? store, TimeProvider time)
    {
        PersistenceId = $"experiment-{definition.Name}";
        _definition = definition;
        _terms = terms;
        _admission = admission;
        _store = store;
        _coordination = new Coordination(terms);
        _time = time;
        _start = time.GetTimestamp();
        Recover<ExperimentEvent>(happened => _coordination.Apply(happened, Now));
        Recover<RecoveryCompleted>(_ => Keep(_coordination.Begin(definition, Guid.NewGuid()), () => Publish(new ExperimentCoordinator.Ready(_coordination.State))));
        Command<ExperimentCoordinator.Join>(Admit);
        Command<Pull>(pull => pull.Experiment != _coordination.State.Id, pull => Sender.Tell(new ExperimentCoordinator.Unknown(pull.Experiment)));
        Command<TrialReport>(report => report.Experiment != _coordination.State.Id, _ => { });
        Command<Pull>(pull =>
        {
            var worker = Sender;
            if (!worker.Path.Address.HasLocalScope)
            {
                // Not when it joins: one that was admitted by an earlier coordinator only goes on asking.
                SayOnce(pull.Worker, new ExperimentCoordinator.WorkerJoined(pull.Worker.Node, pull.FreeSlots + pull.Holds.Length));
            }

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
        Command<ExperimentCoordinator.TryAgain>(_ => Keep(_coordination.TryAgain(), () => { }));
        Command<ExperimentCoordinator.Stop>(_ =>
        {
            var asker = Sender;
            Keep(_coordination.Stop(), () => asker.Tell(new ExperimentCoordinator.Stopped()));
        });
    }

    public override string PersistenceId { get; }

    private TimeSpan Now => _time.GetElapsedTime(_start);

    public static Props Props(ExperimentDefinition definition, LeaseTerms terms, Admission admission, StoreLocation? store, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new ExperimentCoordinatorActor(definition, terms, admission, store, time));

    protected override void PostStop()
    {
        Publish(new ExperimentCoordinator.Ended());
        base.PostStop();
    }

    private void Admit(ExperimentCoordinator.Join join)
    {
        if (_admission.WhyRefused(join) is { } reason)
        {
            Sender.Tell(new ExperimentCoordinator.Refused(reason));
            SayOnce(reason, new ExperimentCoordinator.WorkerRefused(reason));
            return;
        }

        _coordination.Join(join.Predecessor);
        Sender.Tell(new ExperimentCoordinator.Joined(join.Worker, _coordination.State.Id, _definition, _terms) { Store = _store });
    }

    /// <summary>What the same worker asks again is no news, and what strangers ask must not fill the screen.</summary>
    private void SayOnce(object about, object news)
    {
        if (_said.Count < MostSaid && _said.Add(about))
        {
            Publish(news);
        }
    }

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
