using Akka.Actor;
using Townlet.Actors.Announcements;
using Townlet.Actors.Supervision;
using Townlet.Experiments.Coordinator;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;

namespace Townlet.Host.ConsoleOutput;

/// <summary>Writes what happens in an experiment, one line a trial when it starts, ends, fails or moves, with one bar for the whole.</summary>
internal sealed class ExperimentConsoleActor : ReceiveActor
{
    private readonly ExperimentPlan _plan;
    private readonly ConsoleLines _lines;
    private readonly int _episodes;

    public ExperimentConsoleActor(ExperimentPlan plan, ConsoleLines lines)
    {
        _plan = plan;
        _lines = lines;
        _episodes = plan.Trials.Sum(plan.EpisodesOf);
        var state = ExperimentState.Nothing;
        Receive<ExperimentCoordinator.Ready>(ready =>
        {
            state = ready.State;
            if (ready.State.Trials.Count(trial => trial.IsOver) is > 0 and var over)
            {
                Say(FormattableString.Invariant($"{over} of {ready.State.Trials.Length} trials have ended already."));
            }
        });
        Receive<ExperimentCoordinator.Happened>(happened =>
        {
            state = happened.State;
            Tell(happened.Event, state);
        });
        Receive<ExperimentCoordinator.Progress>(progress =>
        {
            var lived = state.Trials.Sum(trial => trial.Result?.Episodes ?? progress.Episodes.GetValueOrDefault(trial.Number, trial.Checkpoint?.Episode ?? 0));
            lines.ShowProgress(state.IsComplete ? null : new RunProgress(lived, _episodes, StepsPerSecond: null, SecondsLeft: null, Paused: false));
        });
        Receive<ExperimentCoordinator.Alarm>(alarm => Warn(alarm.Text));
    }

    public static Props Props(ExperimentPlan plan, ConsoleLines lines) => Akka.Actor.Props.Create(() => new ExperimentConsoleActor(plan, lines));

    protected override void PreStart() => Context.Subscribe(
        typeof(ExperimentCoordinator.Ready), typeof(ExperimentCoordinator.Happened), typeof(ExperimentCoordinator.Progress), typeof(ExperimentCoordinator.Alarm));

    private void Tell(ExperimentEvent happened, ExperimentState state)
    {
        switch (happened)
        {
            case ExperimentEvent.TrialGranted granted:
                Say(granted.Epoch == 1 ? $"{Name(granted.Trial)} starts." : $"{Name(granted.Trial)} goes on at {granted.Worker.Node}.");
                break;
            case ExperimentEvent.TrialFinished finished:
                Say(FormattableString.Invariant(
                    $"{Name(finished.Trial)} is finished after {finished.Result.Episodes} lives: its last policy lives {finished.Result.Mean * 100:0.0} % of the cap. {state.Trials.Count(trial => trial.IsOver)} of {state.Trials.Length} trials have ended."));
                break;
            case ExperimentEvent.TrialFailed failed:
                var last = failed.Attempt == ExperimentState.Attempts ? ", for good" : "";
                Warn(FormattableString.Invariant($"{Name(failed.Trial)} failed in attempt {failed.Attempt} of {ExperimentState.Attempts}{last}: {failed.Cause}"));
                break;
            case ExperimentEvent.ExperimentStopped:
                Say("Every trial that runs writes a checkpoint and stops.");
                break;
        }
    }

    private string Name(int trial) => _plan.Trials[trial - 1].Name;

    private void Say(string text) => _lines.Write($"[Experiment] {text}");

    private void Warn(string text) => _lines.Write(Component.Supervisor, AnnouncementSeverity.Warning, text);
}
