using System.Collections.Immutable;
using Townlet.Actors.Supervision;
using Townlet.World;

namespace Townlet.Actors.Playback;

/// <summary>What <see cref="InferenceActor"/> understands and what it publishes.</summary>
public static class Inference
{
    /// <summary>A message that the supervisor forwards to the present inference actor.</summary>
    public interface ICommand : Supervisor.IRouted
    {
        Component Supervisor.IRouted.Addressee => Component.Inference;
    }

    public sealed record Play : ICommand;

    public sealed record Pause : ICommand;

    /// <summary>Take one step, then hold.</summary>
    public sealed record Step : ICommand;

    /// <summary>Begin a new life at once.</summary>
    public sealed record Reset : ICommand;

    /// <param name="Speed">1 is the normal pace; 0.1 to 20.</param>
    public sealed record SetSpeed(double Speed) : ICommand;

    /// <summary>Begin a new life with that policy, or with the one that has learnt nothing ("untrained"). Newer policies are no longer taken automatically.</summary>
    public sealed record LoadModel(string Model) : ICommand;

    /// <summary>Begin a new life with the newest policy.</summary>
    public sealed record RefreshCheckpoint : ICommand;

    /// <summary>Switch between taking each newer policy automatically and keeping the present one.</summary>
    public sealed record ToggleAutoCheckpoint : ICommand;

    /// <summary>Set the conditions of all further lives. If they change, a new life begins.</summary>
    public sealed record SetConditions(LifeConditions Conditions) : ICommand;

    /// <summary>The supervisor sends this to an inference actor that replaces a failed one: continue as that one did.</summary>
    /// <param name="Playback">Speed, playing or paused, newest policy or a chosen one, conditions.</param>
    /// <param name="Policy">Name of the last policy.</param>
    /// <param name="Life">Number of the last life, 0 if there was none. The next life has the next number.</param>
    /// <param name="ThrownAway">True if that life had not ended.</param>
    public sealed record TakeOver(PlaybackChanged Playback, string Policy, int Life, bool ThrownAway);

    /// <summary>Published when another policy plays.</summary>
    /// <param name="Policy">The policy.</param>
    /// <param name="Available">Names of all policies, oldest first.</param>
    public sealed record PolicyLoaded(WatchedPolicy Policy, ImmutableArray<string> Available);

    /// <summary>Published when playback changes, and once when inference is ready.</summary>
    public sealed record PlaybackChanged(bool Playing, double Speed, bool AutoCheckpoint, LifeConditions Conditions = LifeConditions.Today);

    /// <summary>Published at the beginning of each life.</summary>
    public sealed record LifeStarted(WatchedLife Life);

    /// <summary>Published for the first state of a life and after each step.</summary>
    public sealed record StepTaken(WatchedLife Life, TownFrame Frame);

    /// <summary>Published after the last step of a life.</summary>
    /// <param name="Life">The life.</param>
    /// <param name="Steps">Its length in steps.</param>
    /// <param name="TotalReward">Reward that the learner would have got for it, without novelty.</param>
    /// <param name="End">Death or the step cap.</param>
    /// <param name="Cause">The meter that ended it; null at the step cap.</param>
    public sealed record LifeEnded(WatchedLife Life, int Steps, double TotalReward, LifeEnd End, Meter? Cause);
}
