using System.Collections.Immutable;
using Akka.Actor;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Supervision;
using Townlet.Actors.Training;

namespace Townlet.Host.ConsoleOutput;

/// <summary>Writes what the components announce and how training gets on.</summary>
internal sealed class ConsoleActor : ReceiveActor
{
    private static readonly ImmutableArray<Type> _town = [typeof(Announcement), typeof(Supervisor.Operational)];

    private static readonly ImmutableArray<Type> _training =
        [typeof(Trainer.StatusChanged), typeof(CheckpointPublisher.Published), typeof(Trainer.EpisodeCompleted), typeof(Trainer.StageChanged)];

    private readonly bool _tellsTraining;

    public ConsoleActor(ConsoleLines lines, EpisodeNarrator? narrator, Action<Uri> openBrowser, bool wantsBrowser)
    {
        _tellsTraining = narrator is not null;
        Receive<Announcement>(announcement => !_tellsTraining && announcement.Component == Component.Trainer, _ => { });
        Receive<Announcement>(announcement => lines.Write(announcement.Component, announcement.Severity, announcement.Text));
        Receive<Supervisor.Operational>(operational =>
        {
            if (wantsBrowser && operational.PageAddress is { } page)
            {
                lines.Write($"Opening browser to {page.ToString().TrimEnd('/')}...");
                openBrowser(page);
            }

            lines.Rule();
            lines.Write("All systems operational. Press Ctrl+C to stop.");
            lines.Rule();
        });
        Receive<Flush>(_ => Sender.Tell(new Flushed()));
        if (narrator is not null)
        {
            TellTraining(lines, narrator);
        }
    }

    /// <param name="lines">The console.</param>
    /// <param name="narrator">Null: training is not told of.</param>
    /// <param name="openBrowser">Opens the page.</param>
    /// <param name="wantsBrowser">The user wants it opened.</param>
    public static Props Props(ConsoleLines lines, EpisodeNarrator? narrator, Action<Uri> openBrowser, bool wantsBrowser) =>
        Akka.Actor.Props.Create(() => new ConsoleActor(lines, narrator, openBrowser, wantsBrowser));

    private void TellTraining(ConsoleLines lines, EpisodeNarrator narrator)
    {
        Receive<Trainer.StatusChanged>(changed =>
        {
            narrator.StepsPerSecond = changed.Status.StepsPerSecond;
            narrator.SecondsLeft = changed.Status.SecondsLeft;
            lines.ShowProgress(Progress(changed.Status));
        });
        Receive<CheckpointPublisher.Published>(published => narrator.CheckpointBytes = published.Checkpoint.Bytes);
        Receive<Trainer.EpisodeCompleted>(completed =>
        {
            foreach (var line in narrator.Tell(completed.Outcome))
            {
                lines.Write(Component.Trainer, AnnouncementSeverity.Information, line);
            }
        });
        Receive<Trainer.StageChanged>(changed =>
        {
            if (narrator.Tell(changed.Transition) is { } line)
            {
                lines.Write(Component.Trainer, AnnouncementSeverity.Information, line);
            }
        });
    }

    /// <summary>Every announcement is written before the console's actor ends with the others.</summary>
    public static void FlushBeforeTermination(ActorSystem system, IActorRef console) =>
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "flush-console", async () =>
        {
            await console.Ask<Flushed>(new Flush(), TimeSpan.FromSeconds(5)).ConfigureAwait(false);
            return Akka.Done.Instance;
        });

    /// <summary>The number of episodes is not known yet of a run that another process has only just begun.</summary>
    private static RunProgress? Progress(TrainingStatus status) => status is { IsTraining: true, TotalEpisodes: > 0 }
        ? new RunProgress(status.CurrentEpisode, status.TotalEpisodes, status.StepsPerSecond, status.SecondsLeft, status.Paused)
        : null;

    protected override void PreStart()
    {
        Context.Subscribe([.. _town, .. _tellsTraining ? _training : []]);
    }

    private sealed record Flush;

    private sealed record Flushed;
}
