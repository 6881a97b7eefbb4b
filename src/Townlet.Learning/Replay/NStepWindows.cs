using System.Runtime.InteropServices;
using Townlet.Learning.Checkpoints;
using Townlet.World;

namespace Townlet.Learning.Replay;

/// <summary>
/// Holds for each agent the last steps of its life that still wait for their n-step return (Sutton 1988; Hessel et al. 2018).
/// With n = 1 each step is a transition at once. At the end of a life all waiting steps are completed with the steps there are.
/// </summary>
internal sealed class NStepWindows
{
    private readonly int _length;
    private readonly int _observationSize;
    private readonly float _gamma;
    private readonly float[] _observations;
    private readonly TownAction[] _actions;
    private readonly float[] _rewards;
    private readonly float[] _novelties;
    private readonly int[] _first;
    private readonly int[] _count;

    /// <param name="agents">Number of agents.</param>
    /// <param name="length">n, at least 1.</param>
    /// <param name="observationSize">Number of floats in one observation.</param>
    /// <param name="gamma">Discount of one step.</param>
    public NStepWindows(int agents, int length, int observationSize, double gamma)
    {
        _length = length;
        _observationSize = observationSize;
        _gamma = (float)gamma;
        _observations = new float[checked(agents * length * observationSize)];
        _actions = new TownAction[agents * length];
        _rewards = new float[agents * length];
        _novelties = new float[agents * length];
        _first = new int[agents];
        _count = new int[agents];
    }

    /// <summary>Adds one step of a life. Transitions that this completes go into the replay buffer, oldest first.</summary>
    /// <param name="agent">Index of the agent.</param>
    /// <param name="step">A transition over one step: <see cref="Transition.Discount"/> is gamma, or 0 after death.</param>
    /// <param name="lifeEnded">True for the last step of a life.</param>
    /// <param name="replay">Receives transitions over n steps, or over fewer at the end of a life.</param>
    public void Add(int agent, in Transition step, bool lifeEnded, ReplayBuffer replay)
    {
        var slot = Slot(agent, _count[agent]);
        step.Observation.CopyTo(Row(slot));
        _actions[slot] = step.Action;
        _rewards[slot] = step.Reward;
        _novelties[slot] = step.Novelty;
        _count[agent]++;

        while (_count[agent] == _length || (lifeEnded && _count[agent] > 0))
        {
            CompleteOldest(agent, step, replay);
        }
    }

    public void Capture(CheckpointBuilder checkpoint)
    {
        checkpoint.Add("n_step.observations", _observations, _first.Length, _length, _observationSize);
        checkpoint.Add("n_step.actions", MemoryMarshal.Cast<TownAction, byte>(_actions), _first.Length, _length);
        checkpoint.Add("n_step.rewards", _rewards, _first.Length, _length);
        checkpoint.Add("n_step.novelties", _novelties, _first.Length, _length);
        checkpoint.Add("n_step.first", _first, _first.Length);
        checkpoint.Add("n_step.count", _count, _first.Length);
    }

    public void Restore(CheckpointContent checkpoint)
    {
        checkpoint.Read<float>("n_step.observations", _observations);
        checkpoint.Read("n_step.actions", MemoryMarshal.Cast<TownAction, byte>(_actions.AsSpan()), (byte)TownAction.Up, (byte)TownAction.Wait);
        checkpoint.Read<float>("n_step.rewards", _rewards);
        checkpoint.Read<float>("n_step.novelties", _novelties);
        checkpoint.Read("n_step.first", _first, 0, _length - 1);
        checkpoint.Read("n_step.count", _count, 0, _length - 1);
    }

    private void CompleteOldest(int agent, in Transition last, ReplayBuffer replay)
    {
        var reward = 0f;
        var novelty = 0f;
        var discount = 1f;
        for (var i = 0; i < _count[agent]; i++)
        {
            var slot = Slot(agent, i);
            reward += discount * _rewards[slot];
            novelty += discount * _novelties[slot];
            discount *= _gamma;
        }

        var oldest = Slot(agent, 0);
        replay.Add(new Transition
        {
            Observation = Row(oldest),
            Action = _actions[oldest],
            Reward = reward,
            Novelty = novelty,
            NextObservation = last.NextObservation,
            NextMask = last.NextMask,
            Discount = last.Discount == 0 ? 0 : discount,
        });
        _first[agent] = (_first[agent] + 1) % _length;
        _count[agent]--;
    }

    private int Slot(int agent, int position) => (agent * _length) + ((_first[agent] + position) % _length);

    private Span<float> Row(int slot) => _observations.AsSpan(slot * _observationSize, _observationSize);
}
