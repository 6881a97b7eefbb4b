using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Townlet.Experiments.Clustering;
using Townlet.Experiments.Coordinator;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Shipping;
using Townlet.Experiments.Tests.Fixtures;

namespace Townlet.Experiments.Tests.Clustering;

public sealed class WireSerializerTests : IDisposable
{
    private static readonly WorkerId _worker = new("laptop", 7_000_000_000_000_000_001);

    private readonly ActorSystem _system = ActorSystem.Create("wire", WireSerializer.Bindings.WithFallback(ConfigurationFactory.ParseString("akka.stdout-loglevel = OFF, akka.loglevel = OFF")));

    public static TheoryData<Type> Reports => new(typeof(TrialReport).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(TrialReport))));

    public void Dispose() => _system.Dispose();

    [Fact]
    public void Messages_arrive_as_they_were_sent()
    {
        var experiment = Guid.NewGuid();
        object[] messages =
        [
            new ExperimentCoordinator.Join(_worker, null, "0.1.0", null),
            new ExperimentCoordinator.Join(_worker, new WorkerId("laptop", 5), "0.1.0", "secret"),
            new ExperimentCoordinator.Refused("No."),
            new ExperimentCoordinator.Unknown(experiment),
            new TrialReport.Evaluated(1, 2, new TrialEvaluation(100, 0.25, 20, 3.5)) { Experiment = experiment },
            new TrialReport.Finished(1, 2, new TrialResult(300, 0.36, 100)) { Experiment = experiment },
            new TrialReport.Failed(1, 2, "exit code 1") { Experiment = experiment },
            new TrialReport.Released(1, 2) { Experiment = experiment },
            new TrialReport.Committed(1, 2, 100, "key", "sum", 5_000_000_000, "content") { Experiment = experiment },
        ];
        Assert.All(messages, message => Assert.Equal(message, Sent(message)));

        var pull = Assert.IsType<Pull>(Sent(new Pull(_worker, 9, 2, [new HeldTrial(1, 2, 30)]) { Experiment = experiment }));
        Assert.Equal((_worker, 9, 2, experiment, new HeldTrial(1, 2, 30)), (pull.Worker, pull.Number, pull.FreeSlots, pull.Experiment, Assert.Single(pull.Holds)));
        var grants = Assert.IsType<Grants>(Sent(new Grants(9, [new TrialGrant(1, 2, null)])));
        Assert.Equal((9, new TrialGrant(1, 2, null)), (grants.Number, Assert.Single(grants.Trials)));
    }

    [Fact]
    public void A_worker_that_joins_gets_the_whole_experiment()
    {
        var sent = new ExperimentCoordinator.Joined(_worker, Guid.NewGuid(), Definitions.Varied("population.gamma=0.95,0.99"), LeaseTerms.Usual) { Store = new StoreLocation("s3://town/of", "http://10.0.0.7:9000/") };
        var joined = Assert.IsType<ExperimentCoordinator.Joined>(Sent(sent));
        Assert.Equal((sent.Worker, sent.Experiment, sent.Terms, sent.Store), (joined.Worker, joined.Experiment, joined.Terms, joined.Store));
        Assert.Null(DefinitionComparison.Between(sent.Definition, joined.Definition) is { IsEmpty: false } differences ? string.Join("; ", differences) : null);
        Assert.Equal(
            ExperimentPlan.Of(sent.Definition).Trials.Select(trial => (trial.Folder, trial.Seed, trial.Arm.Pack.Hash)),
            ExperimentPlan.Of(joined.Definition).Trials.Select(trial => (trial.Folder, trial.Seed, trial.Arm.Pack.Hash)));
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Every_report_has_a_name_on_the_wire(Type report) => Assert.IsType<WireSerializer>(_system.Serialization.FindSerializerForType(report));

    [Fact]
    public void What_has_no_serializer_is_neither_sent_nor_made()
    {
        Assert.Throws<SerializationException>(() => Sent(new FileInfo("x")));
        // 1 is the number of Akka's reflective serializer.
        Assert.Throws<SerializationException>(() => _system.Serialization.Deserialize("{\"$type\":\"System.IO.FileInfo\"}"u8.ToArray(), 1, typeof(FileInfo).AssemblyQualifiedName));
    }

    [Theory]
    [InlineData("exe", "{}")]
    [InlineData("pull", "{}")]
    [InlineData("trial_failed", """{"trial":1,"epoch":1,"cause":null}""")]
    [InlineData("grants", "null")]
    [InlineData("join", "no json at all")]
    public void What_is_not_a_whole_message_is_refused(string name, string json) =>
        Assert.ThrowsAny<Exception>(() => new WireSerializer((ExtendedActorSystem)_system).FromBinary(System.Text.Encoding.UTF8.GetBytes(json), name));

    private object Sent(object message)
    {
        var serializer = _system.Serialization.FindSerializerFor(message);
        return _system.Serialization.Deserialize(serializer.ToBinary(message), serializer.Identifier, Serialization.ManifestFor(serializer, message));
    }
}
