using Akka.Actor;
using Townlet.Actors.Announcements;
using Townlet.Actors.Checkpoints;
using Townlet.Actors.Supervision;
using Townlet.Actors.Training;

namespace Townlet.Host.ConsoleOutput;

/// <summary>Writes what the components announce and how training gets on.</summary>
internal sealed class ConsoleActor : ReceiveActor
{
    public ConsoleActor(ConsoleLines lines, EpisodeNarrator narrator, Action<Uri> openBrowser, bool wantsBrowser)
    {
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
        Receive<Flush>(_ => Sender.Tell(new Flushed()));
        Receive<Trainer.StageChanged>(changed =>
        {
            if (narrator.Tell(changed.Transition) is { } line)
            {
                lines.Write(Component.Trainer, AnnouncementSeverity.Information, line);
            }
        });
    }

    public static Props Props(ConsoleLines lines, EpisodeNarrator narrator, Action<Uri> openBrowser, bool wantsBrowser) =>
        Akka.Actor.Props.Create(() => new ConsoleActor(lines, narrator, openBrowser, wantsBrowser));

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
        Context.Subscribe(
            typeof(Announcement), typeof(Supervisor.Operational), typeof(Trainer.StatusChanged), typeof(CheckpointPublisher.Published),
            typeof(Trainer.EpisodeCompleted), typeof(Trainer.StageChanged));
    }

    private sealed record Flush;

    private sealed record Flushed;
}
