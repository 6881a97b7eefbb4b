using System.Text;
using System.Text.Json;
using Townlet.Actors.Playback;
using Townlet.Actors.Supervision;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Actors.Viewers;
using Townlet.Actors.Wire;
using Townlet.Learning.Evaluation;
using Townlet.Learning.Training;
using Townlet.Runs.Metrics;
using Townlet.World;
using static Townlet.Actors.Tests.Fixtures.Watched;

namespace Townlet.Actors.Tests.Wire;

/// <summary>messages.jsonl holds a message of every kind as the first release sent it; clients were written for these.</summary>
public sealed class GoldenMessagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Messages_are_what_clients_were_written_for() => AssertSame(Golden("messages.jsonl"), Messages());

    [Fact]
    public void Answers_are_what_clients_were_written_for() => AssertSame(Golden("answers.jsonl"), Answers());

    /// <summary>Field by field: their order means nothing to clients.</summary>
    private static void AssertSame(string[] golden, IEnumerable<string> now)
    {
        var written = now.ToArray();
        Assert.Equal(golden.Length, written.Length);
        Assert.All(golden.Zip(written), pair => Assert.True(JsonElement.DeepEquals(JsonElement.Parse(pair.First), JsonElement.Parse(pair.Second)), $"{pair.First}\n{pair.Second}"));
    }

    private static string[] Golden(string name) => File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Townlet.Actors.Tests", "Wire", name));

    private IEnumerable<string> Messages()
    {
        var folder = _folder.NewRun(Packs.Short);
        var started = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(61.25));
        var plain = new ViewerWelcome(Run(folder), _time, started);
        var temporal = new ViewerWelcome(Run(folder, Packs.Temporal, allowsFaults: true), _time, started);
        IEnumerable<ViewerMessage> all =
        [
            .. plain.Messages(),
            plain.PolicyLoaded(new Inference.PolicyLoaded(Untrained, [])),
            plain.PolicyLoaded(new Inference.PolicyLoaded(Untrained, ["policy_ep00500"])),
            .. plain.Playback(new Inference.PlaybackChanged(Playing: true, Speed: 1, AutoCheckpoint: true)),
            .. plain.Playback(new Inference.PlaybackChanged(Playing: false, Speed: 0.1, AutoCheckpoint: false, LifeConditions.Then)),
            plain.LifeStarted(Life with { Policy = Untrained, Conditions = LifeConditions.Today, DepletionMultiplier = 0.2f, AfterCrash = true }),
            plain.Frame(Life with { Policy = Untrained }, Frame()),
            plain.Frame(Life, Frame() with
            {
                Step = 0,
                Reward = null,
                CumulativeReward = 0,
                Threat = null,
                Action = null,
                ByChance = false,
                NextAction = null,
                QValues = [float.NaN, float.PositiveInfinity, 0.1f, -1e-7f, 1e9f, 0],
                Interaction = -1,
                Alive = false,
                PlaceVisits = [0],
                Changes = [],
            }),
            plain.LifeEnded(new Inference.LifeEnded(Life, 200, -1.5, LifeEnd.Death, Meter.Energy)),
            plain.LifeEnded(new Inference.LifeEnded(Life with { Policy = Untrained }, 500, 5.0000001, LifeEnd.StepCap, null)),
            .. plain.Training(Status(paused: false)),
            .. plain.Training(Status(paused: true) with { SecondsLeft = 12.345, StepsPerSecond = 1234.56, Loss = 0.125, ReplaySize = null, TotalSteps = 5_000_000_000, Epsilon = 0.1 }),
            .. plain.Training(Status(paused: false) with { Loss = double.NaN, Epsilon = double.NaN, IntrinsicWeight = double.NaN }),
            plain.EpisodeComplete(Lives.Episode(1) with { Loss = null }, Lives.Detail),
            plain.EpisodeComplete(Lives.Episode(2) with { End = LifeEnd.StepCap, Cause = null }, Lives.Detail),
            plain.EpisodeComplete(Lives.Episode(3) with { Loss = double.NaN, Reward = double.NaN, IntrinsicReward = double.PositiveInfinity }, Lives.Detail),
            plain.TrainingComplete(700),
            ViewerMessage.Of(new StageChangedMessage(Lives.Transition(9))),
            ViewerMessage.Of(new StageChangedMessage(Lives.Transition(9) with { Survival = double.NaN, Entropy = double.NaN })),
            ViewerMessage.Of(new GeneralizationTestedMessage(Lives.Test(9))),
            plain.Component(Statuses.Of(Component.CheckpointPublisher, ComponentState.Restarting, "disk \"full\"", restarts: 2) with { RetryAt = _time.GetTimestamp() + TimeSpan.FromSeconds(0.5).Ticks }),
            plain.Component(Statuses.Of(Component.Inference, ComponentState.Ready)),
            plain.Yardstick(new SurvivalYardstick(Random: 110.24, Caretaker: 500)),
            ViewerMessage.Of(new ErrorMessage("It's <no> \"good\" – at all.")),
            .. plain.Messages(),
            temporal.PolicyLoaded(new Inference.PolicyLoaded(Trained, ["policy_ep00100", "policy_ep00500"])),
            temporal.LifeStarted(Life),
            temporal.Frame(Life, TemporalFrame() with
            {
                Reward = new StepReward(RewardTerm.Death, -1, 0),
                Cues = [Packs.Temporal.Cues[0]],
                Changes = [.. Enum.GetValues<ChangeCause>().Select(cause => new MeterChange(Meter.Health, 0.25f, cause, "name"))],
            }),
            .. temporal.Messages(),
        ];
        return all.Select(message => Encoding.UTF8.GetString(message.Bytes.Span).Replace(folder.Path, "/runs/golden", StringComparison.Ordinal));
    }

    private IEnumerable<string> Answers()
    {
        var folder = _folder.NewRun(Packs.Short);
        var down = Statuses.Of(Component.CheckpointPublisher, ComponentState.Restarting, "disk", restarts: 2) with { RetryAt = _time.GetTimestamp() + TimeSpan.FromSeconds(0.5).Ticks };
        var ready = Statuses.Of(Component.Inference, ComponentState.Ready, "plays");
        var status = new Supervisor.Status([down, ready], Status(paused: true), "checkpoint_ep00500", new Uri("http://127.0.0.1:5173"), 3);
        var alone = new Supervisor.Status([down], Status(paused: true), null, null, 0);
        var died = Recorded(4) with { StepsVsIdle = -77, End = LifeEnd.Death, Cause = Meter.Energy };
        var old = Recorded(5) with { Reward = double.NaN, ExtrinsicReward = double.NaN, StepsVsIdle = null, Loss = 0.25, End = LifeEnd.StepCap, Cause = null };
        object[] all =
        [
            new Answer.Liveness("live"),
            Answer.Readiness.Of(status, _time),
            Answer.Readiness.Of(alone, _time),
            Answer.Status.Of(status, Run(folder), _time),
            Answer.Status.Of(alone, Run(folder) with { ServerAddress = null }, _time),
            Answer.EpisodeList.Of(new EpisodePage([new EpisodeRow(died, _time.GetUtcNow()), new EpisodeRow(old, _time.GetUtcNow())], Total: 2, Last: 5)),
            new Answer.TransitionList([new StageChangedMessage(Lives.Transition(9))]),
            Answer.Of(new VisitSums(
                2, 9, 8, [new PlaceVisitSum(null, "Bed", 3), new PlaceVisitSum("Bed", "Job", 3_000_000_000)], [new CellVisitSum(1, 2, 4, null), new CellVisitSum(3, 4, 5, double.NaN), new CellVisitSum(3, 4, 5, 0.1)])),
            new Answer.PolicyList([new Answer.NamedPolicy("policy_ep00500", 500)]),
            new Answer.Refusal("It's wrong."),
            new Answer.Accepted("pause"),
            new Answer.Fault("trainer"),
        ];
        return all.Select(answer => JsonSerializer.Serialize(answer, answer.GetType(), Answer.Json).Replace(folder.Path, "/runs/golden", StringComparison.Ordinal));
    }

    private static EpisodeOutcome Recorded(int number) => Lives.Episode(number) with
    {
        Length = 87,
        Reward = 1.5,
        ExtrinsicReward = 1,
        IntrinsicWeight = 1,
        Epsilon = 0.9,
        Loss = null,
    };
}
