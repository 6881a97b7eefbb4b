using System.Collections.Immutable;
using Townlet.World.Definition;

namespace Townlet.World.Tests.Reference;

/// <summary>Worlds that nobody would design, so that rules meet in every combination.</summary>
internal sealed class RandomTowns(ulong seed)
{
    private RandomSource _random = new(seed);

    public TownDefinition Next()
    {
        var size = Between(2, 9);
        return new TownDefinition
        {
            GridSize = size,
            MaxSteps = Between(1, 120),
            Temporal = Chance(0.5),
            Observation = new ObservationOptions(Chance(0.5), Between(0, 3), Chance(0.3)),
            ActionCosts = new ActionCosts
            {
                MoveEnergy = Amount(0.02f),
                WaitEnergy = Amount(0.01f),
                InteractEnergy = Amount(0.01f),
                MoveHygiene = Amount(0.02f),
                MoveSatiation = Amount(0.02f),
            },
            Meters = [.. Enum.GetValues<Meter>().Select(meter => new MeterDefinition(meter, "", Chance(0.5) ? 1f : Amount(1f), Chance(0.3) ? 0f : Amount(0.01f), ""))],
            Modulations = Many(2, () => new Modulation("", AnyMeter(), AnyMeter(), Amount(1f), Amount(3f), Amount(0.003f))),
            CascadeStages = Stages(),
            TerminalConditions = Many(3, Terminal),
            Places = Places(size),
        };
    }

    public ImmutableArray<GridPosition> Positions(int size, int count)
    {
        var cells = Enumerable.Range(0, size * size).ToList();
        var positions = ImmutableArray.CreateBuilder<GridPosition>();
        for (var i = 0; i < count; i++)
        {
            var index = _random.NextInt(cells.Count);
            positions.Add(new GridPosition(cells[index] % size, cells[index] / size));
            cells.RemoveAt(index);
        }

        return positions.ToImmutable();
    }

    public TownAction Action() => Chance(0.4) ? TownAction.Interact : (TownAction)_random.NextInt(6);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    public float Amount(float most) => (float)_random.NextDouble() * most;

    private ImmutableArray<CascadeStage> Stages()
    {
        var stages = Many(4, () => new CascadeStage("", false, Many(4, Cascade)));
        return stages.Insert(_random.NextInt(stages.Length + 1), new CascadeStage("modulations", true, []));
    }

    private Cascade Cascade() => new("", "", AnyMeter(), AnyMeter(), Chance(0.1) ? 0f : Amount(1f), Amount(0.02f));

    // Most lives should last for a while, so only extreme values end them.
    private TerminalCondition Terminal() => _random.NextInt(5) switch
    {
        0 => new TerminalCondition(AnyMeter(), Comparison.LessOrEqual, 0f, ""),
        1 => new TerminalCondition(AnyMeter(), Comparison.Less, 0.05f, ""),
        2 => new TerminalCondition(AnyMeter(), Comparison.Equal, 0f, ""),
        3 => new TerminalCondition(Meter.Money, Comparison.GreaterOrEqual, 0.98f, ""),
        _ => new TerminalCondition(Meter.Money, Comparison.Greater, 0.97f, ""),
    };

    private ImmutableArray<PlaceDefinition> Places(int size)
    {
        var positions = Positions(size, Between(1, Math.Min(size * size, 16)));
        return [.. positions.Select((position, index) => new PlaceDefinition
        {
            Name = $"Place {index}",
            Position = position,
            InteractionType = (InteractionType)_random.NextInt(4),
            Hours = Chance(0.4) ? OpeningHours.Always : new OpeningHours(Between(0, 23), Between(24, 40)),
            Costs = Many(2, () => new MeterAmount(Chance(0.7) ? Meter.Money : AnyMeter(), Amount(0.3f))),
            Effects = Many(6, Effect),
            RequiredTicks = Between(1, 6),
            CostsPerTick = Many(2, () => new MeterAmount(Chance(0.7) ? Meter.Money : AnyMeter(), Amount(0.1f))),
            EffectsPerTick = Many(4, Effect),
            CompletionBonus = Many(4, Effect),
        })];
    }

    private MeterAmount Effect() => new(AnyMeter(), Amount(0.8f) - 0.2f);

    private Meter AnyMeter() => (Meter)_random.NextInt(8);

    private int Between(int least, int most) => least + _random.NextInt(most - least + 1);

    private ImmutableArray<T> Many<T>(int most, Func<T> make) => [.. Enumerable.Range(0, _random.NextInt(most + 1)).Select(_ => make())];
}
