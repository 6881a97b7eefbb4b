using Townlet.Actors.Supervision;
using Townlet.Actors.Training;
using Townlet.Learning.Curriculum;
using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Actors.Viewers;

/// <summary>The objects of docs/protocol.md that stand both in messages and in answers over HTTP. Each is serialized as JSON.</summary>
public static class WireFormat
{
    /// <param name="status">A component's.</param>
    /// <param name="time">The present, from which the seconds until its next start are counted.</param>
    public static object ServerStatus(ComponentStatus status, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(status);
        return new
        {
            type = "server_status",
            component = ComponentNames.Of(status.Component),
            state = ComponentNames.Of(status.State),
            detail = status.Detail,
            restarts = status.Restarts,
            since_unix = UnixSeconds(status.Since),
            retry_seconds = status.RetryAt is { } retry ? Math.Round(Math.Max(0, time.GetElapsedTime(time.GetTimestamp(), retry).TotalSeconds), 1) : (double?)null,
        };
    }

    public static object TrainingStatus(TrainingStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return new
        {
            type = "training_status",
            is_training = status.IsTraining,
            paused = status.Paused,
            current_episode = status.CurrentEpisode,
            total_episodes = status.TotalEpisodes,
            total_steps = status.TotalSteps,
            steps_per_second = Math.Round(status.StepsPerSecond, 1),
            seconds_left = status.SecondsLeft is { } left ? Math.Round(left, 1) : (double?)null,
            epsilon = Finite(status.Epsilon),
            curriculum_stage = status.CurriculumStage,
            loss = Finite(status.Loss),
            buffer_size = status.ReplaySize,
            intrinsic_weight = Finite(status.IntrinsicWeight),
        };
    }

    public static object StageChanged(StageTransition transition)
    {
        ArgumentNullException.ThrowIfNull(transition);
        return new
        {
            type = "stage_changed",
            agent = transition.Agent,
            episode = transition.Episode,
            from = transition.From,
            to = transition.To,
            reason = transition.Reason,
            survival = Finite(transition.Survival),
            progress = Finite(transition.Progress),
            entropy = Finite(transition.Entropy),
            steps = transition.Steps,
        };
    }

    /// <summary>Where each place stood before and after the test of generalisation; metrics.db keeps it in these words too.</summary>
    public static IEnumerable<object> MovedPlaces(Trainer.GeneralizationTested test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return test.Places.Select((name, place) => new { name, before = Pair(test.Shuffle.Before[place]), after = Pair(test.Shuffle.After[place]) });

        static int[] Pair(GridPosition position) => [position.X, position.Y];
    }

    /// <summary>Why a life ended.</summary>
    public static string Reason(LifeEnd end) => end == LifeEnd.StepCap ? "max_steps" : "done";

    /// <summary>JSON has no NaN. A network that diverged must not end the messages.</summary>
    public static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    public static double UnixSeconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
