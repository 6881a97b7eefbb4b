using System.Runtime.Serialization;
using Akka.Actor;
using Townlet.Experiments.Journal;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Tests.Fixtures;

namespace Townlet.Experiments.Tests.Journal;

public sealed class JournalSerializerTests : IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("journal");

    public static TheoryData<ExperimentEvent> Events =>
    [
        new ExperimentEvent.TrialGranted(7, 3, new WorkerId("node", 2)),
        new ExperimentEvent.CheckpointCommitted(7, 3, 1200, "e3/ep01200", "ab", 37_000_000, "cd"),
        new ExperimentEvent.TrialFinished(7, 3, new TrialResult(2000, 0.987654321, 100)),
        new ExperimentEvent.TrialFailed(7, 3, "Its process was killed.", 2),
        new ExperimentEvent.ExperimentStopped(),
        new ExperimentEvent.ExperimentContinued(),
    ];

    public void Dispose() => _system.Dispose();

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_comes_back(ExperimentEvent happened)
    {
        var serializer = new JournalSerializer((ExtendedActorSystem)_system);
        Assert.Equal(happened, serializer.FromBinary(serializer.ToBinary(happened), serializer.Manifest(happened)));
    }

    [Fact]
    public void Definition_comes_back_with_its_packs()
    {
        var serializer = new JournalSerializer((ExtendedActorSystem)_system);
        var happened = new ExperimentEvent.ExperimentDefined(Definitions.Varied("population.gamma=0.95,0.99"));
        var read = (ExperimentEvent.ExperimentDefined)serializer.FromBinary(serializer.ToBinary(happened), serializer.Manifest(happened));
        Assert.Empty(DefinitionComparison.Between(happened.Definition, read.Definition));
    }

    [Theory]
    [InlineData("System.IO.FileInfo")]
    [InlineData("")]
    public void A_name_decides_about_no_type(string manifest)
    {
        var serializer = new JournalSerializer((ExtendedActorSystem)_system);
        Assert.Throws<SerializationException>(() => serializer.FromBinary("{}"u8.ToArray(), manifest));
        Assert.Throws<SerializationException>(() => serializer.Manifest("a text"));
    }
}
