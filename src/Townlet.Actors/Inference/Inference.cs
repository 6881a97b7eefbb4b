using System.Collections.Immutable;
using Townlet.World;

namespace Townlet.Actors;

/// <summary>What <see cref="InferenceActor"/> understands and what it publishes.</summary>
public static class Inference
{
    /// <summary>A message that the supervisor passes on to the inference of the moment.</summary>
    public interface ICommand;

    public sealed record Play : ICommand;

    public sealed record Pause : ICommand;

    /// <summary>One step, then hold.</summary>
    public sealed record Step : ICommand;

    /// <summary>A new life at once.</summary>
    public sealed record Reset : ICommand;

    /// <param name="Speed">1 is the normal pace; 0.1 to 20.</param>
    public sealed record SetSpeed(double Speed) : ICommand;

    /// <summary>A new life with that policy, or with the one that has learnt nothing ("untrained"), and no newer one by itself.</summary>
    public sealed record LoadModel(string Model) : ICommand;

    /// <summary>A new life with the newest policy.</summary>
    public sealed record RefreshCheckpoint : ICommand;

    /// <summary>Take each newer policy as it appears, or no longer.</summary>
    public sealed record ToggleAutoCheckpoint : ICommand;

    /// <summary>Lives are lived like this from now on; a new one begins where that is a change.</summary>
    public sealed record SetConditions(LifeConditions Conditions) : ICommand;

    /// <summary>Told to an inference that takes the place of one that failed: continue as that one did.</summary>
    /// <param name="Playback">Speed, held or not, newest policy or a chosen one.</param>
    /// <param name="Policy">Name of the policy that played last.</param>
    /// <param name="Life">Number of the last life; the next one continues from it. 0: there was none.</param>
    /// <param name="ThrownAway">That life had not ended.</param>
    public sealed record TakeOver(PlaybackChanged Playback, string Policy, int Life, bool ThrownAway);

    /// <summary>Published when another policy plays.</summary>
    /// <param name="Policy">Which one.</param>
    /// <param name="Available">Names of all there are, oldest first.</param>
    public sealed record PolicyLoaded(WatchedPolicy Policy, ImmutableArray<string> Available);

    /// <summary>Published when playback changes, and once when inference is ready.</summary>
    public sealed record PlaybackChanged(bool Playing, double Speed, bool AutoCheckpoint, LifeConditions Conditions = LifeConditions.Today);

    /// <summary>Published at the beginning of each life.</summary>
    public sealed record LifeStarted(WatchedLife Life);

    /// <summary>Published for the first state of a life and after each step.</summary>
    public sealed record StepTaken(WatchedLife Life, TownFrame Frame);

    /// <summary>Published after the last step of a life.</summary>
    /// <param name="Life">Which life.</param>
    /// <param name="Steps">Its length.</param>
    /// <param name="TotalReward">What the learner would have got for it, without novelty.</param>
    /// <param name="End">Death or the step cap.</param>
    /// <param name="Cause">The meter that ended it; null at the step cap.</param>
    public sealed record LifeEnded(WatchedLife Life, int Steps, double TotalReward, LifeEnd End, Meter? Cause);
}
