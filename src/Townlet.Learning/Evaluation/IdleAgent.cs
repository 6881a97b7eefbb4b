using Townlet.World;
using Townlet.World.Definition;

namespace Townlet.Learning.Evaluation;

/// <summary>
/// An agent that only waits. It lives in a separate town with the same rules, so costs of waiting, modulations
/// and cascades all count. Used by one thread at a time.
/// </summary>
/// <param name="definition">The rules.</param>
public sealed class IdleAgent(TownDefinition definition)
{
    /// <summary>Every frame that a viewer gets needs this answer, so it may take no longer than a few milliseconds.</summary>
    private const int FarthestThreat = 10_000;

    private static readonly TownAction[] _wait = [TownAction.Wait];

    private readonly Town _town = new(definition, agents: 1, seed: 0);
    private readonly Dictionary<float, int> _survival = [];

    /// <summary>Steps that the idle agent lives from the beginning; the step cap where nothing kills it.</summary>
    /// <param name="depletionMultiplier">Depletion multiplier of the whole life.</param>
    public int Survival(float depletionMultiplier)
    {
        if (!_survival.TryGetValue(depletionMultiplier, out var steps))
        {
            // The start cell does not matter: waiting uses no place.
            _town.SetDepletionMultiplier(0, depletionMultiplier);
            _town.Restart(0, new GridPosition(0, 0));
            steps = StepsToDeath(within: int.MaxValue) ?? definition.MaxSteps;
            _survival.Add(depletionMultiplier, steps);
        }

        return steps;
    }

    /// <summary>Which meter ends the life first if the agent only waits from here, and when.</summary>
    /// <param name="town">A town of one agent, with the same rules; it is not changed.</param>
    /// <returns>Null where the life has ended, would reach the step cap, or lasts more than 10,000 steps.</returns>
    public Threat? ThreatTo(Town town)
    {
        ArgumentNullException.ThrowIfNull(town);
        if (town.Ends[0] != LifeEnd.None)
        {
            return null;
        }

        _town.Restore(town.Capture());
        return StepsToDeath(FarthestThreat) is { } steps ? new Threat(_town.CauseOfDeath(0)!.Value, steps) : null;
    }

    /// <returns>Null where nothing kills it before the step cap or within that many steps.</returns>
    private int? StepsToDeath(int within)
    {
        Span<float> meters = stackalloc float[definition.Meters.Length];
        Span<float> before = stackalloc float[definition.Meters.Length];
        _town.CopyMeters(0, meters);
        for (var step = 1; step <= within; step++)
        {
            meters.CopyTo(before);
            _town.Step(_wait);
            if (_town.Ends[0] != LifeEnd.None)
            {
                return _town.Ends[0] == LifeEnd.Death ? step : null;
            }

            // The effect of waiting depends only on the meters. If one step does not change them, no later step will.
            _town.CopyMeters(0, meters);
            if (meters.SequenceEqual(before))
            {
                return null;
            }
        }

        return null;
    }
}
