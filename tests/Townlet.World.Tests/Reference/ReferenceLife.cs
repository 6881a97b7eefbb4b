using Townlet.World.Definition;

namespace Townlet.World.Tests.Reference;

/// <summary>
/// One life, computed from the rules in the plainest way: no vectors, nothing precomputed, nothing updated in place.
/// <see cref="Town"/> must give the same result bit for bit.
/// </summary>
internal sealed class ReferenceLife(TownDefinition definition, ulong seed, int stream)
{
    private RandomSource _startCells = new(seed, (ulong)stream);

    public float Multiplier { get; set; } = 1f;

    public GridPosition[] PlacePositions { get; set; } = [.. definition.Places.Select(place => place.Position)];

    public float[] Meters { get; } = new float[8];

    public GridPosition Position { get; private set; }

    public int Steps { get; private set; }

    public int Hour { get; private set; }

    public int Ticks { get; private set; }

    public LifeEnd End { get; private set; }

    public float Reward { get; private set; }

    public bool Restarted { get; private set; }

    public int Interaction { get; private set; } = -1;

    private int Size => definition.GridSize;

    public void Begin()
    {
        var cell = _startCells.NextInt(Size * Size);
        Position = new GridPosition(cell % Size, cell / Size);
        for (var meter = 0; meter < 8; meter++)
        {
            Meters[meter] = definition.Meters[meter].Initial;
        }

        (Steps, Hour, Ticks, End, Reward, Interaction) = (0, 0, 0, LifeEnd.None, 0f, -1);
    }

    public void Step(TownAction action)
    {
        Restarted = End != LifeEnd.None;
        if (Restarted)
        {
            Begin();
            return;
        }

        MoveAndPay(action);
        Interaction = action == TownAction.Interact ? Interact() : -1;
        DepleteBase();
        RunStages();

        var dead = definition.TerminalConditions.Any(Holds);
        Reward = dead ? Steps - Baseline() : 0f;
        Steps++;
        End = dead ? LifeEnd.Death : Steps == definition.MaxSteps ? LifeEnd.StepCap : LifeEnd.None;
        if (definition.Temporal)
        {
            Hour = (Hour + 1) % 24;
        }
    }

    public Meter? CauseOfDeath() => End == LifeEnd.Death ? definition.TerminalConditions.First(Holds).Meter : null;

    public void ForgetActivityUnlessOn(int place)
    {
        if (PlaceAt(Position) != place)
        {
            Ticks = 0;
        }
    }

    public int PlaceAt(GridPosition position) => Array.IndexOf(PlacePositions, position);

    public bool[] Mask()
    {
        if (End != LifeEnd.None)
        {
            return new bool[6];
        }

        var place = PlaceAt(Position);
        return
        [
            Position.Y > 0,
            Position.Y < Size - 1,
            Position.X > 0,
            Position.X < Size - 1,
            place >= 0 && IsOpen(place),
            true,
        ];
    }

    public float[] Observation()
    {
        var row = new List<float>();
        var options = definition.Observation;
        if (options.Partial)
        {
            for (var y = Position.Y - options.VisionRange; y <= Position.Y + options.VisionRange; y++)
            {
                for (var x = Position.X - options.VisionRange; x <= Position.X + options.VisionRange; x++)
                {
                    row.Add(PlaceAt(new GridPosition(x, y)) >= 0 ? 1f : 0f);
                }
            }

            row.Add(Position.X / (Size - 1f));
            row.Add(Position.Y / (Size - 1f));
        }
        else
        {
            row.AddRange(OneHot(Size * Size, (Position.Y * Size) + Position.X));
        }

        row.AddRange(Meters);
        var place = PlaceAt(Position);
        row.AddRange(OneHot(PlacePositions.Length + 1, place >= 0 ? place : PlacePositions.Length));
        if (definition.Temporal)
        {
            row.Add(MathF.Sin(2f * MathF.PI * Hour / 24));
            row.Add(MathF.Cos(2f * MathF.PI * Hour / 24));
            row.Add(Ticks / 10f);
        }

        if (options.PlaceMap)
        {
            foreach (var position in PlacePositions)
            {
                row.Add(position.Y < Position.Y ? 1f : 0f);
                row.Add(position.Y > Position.Y ? 1f : 0f);
                row.Add(position.X < Position.X ? 1f : 0f);
                row.Add(position.X > Position.X ? 1f : 0f);
                row.Add((Math.Abs(position.X - Position.X) + Math.Abs(position.Y - Position.Y)) / (2f * (Size - 1)));
            }
        }

        return [.. row];
    }

    private static IEnumerable<float> OneHot(int length, int index) => Enumerable.Range(0, length).Select(i => i == index ? 1f : 0f);

    private void MoveAndPay(TownAction action)
    {
        var costs = definition.ActionCosts;
        if (action == TownAction.Wait)
        {
            Change(Meter.Energy, -costs.WaitEnergy);
        }
        else if (action != TownAction.Interact)
        {
            Change(Meter.Energy, -costs.MoveEnergy);
            Change(Meter.Hygiene, -costs.MoveHygiene);
            Change(Meter.Satiation, -costs.MoveSatiation);

            var (x, y) = Position;
            var next = action switch
            {
                TownAction.Up => new GridPosition(x, y - 1),
                TownAction.Down => new GridPosition(x, y + 1),
                TownAction.Left => new GridPosition(x - 1, y),
                _ => new GridPosition(x + 1, y),
            };
            if (next.X >= 0 && next.Y >= 0 && next.X < Size && next.Y < Size)
            {
                Position = next;
                Ticks = 0;
            }
        }
    }

    private int Interact()
    {
        var index = PlaceAt(Position);
        if (index < 0 || !IsOpen(index))
        {
            return -1;
        }

        var place = definition.Places[index];
        var happened = (place.InteractionType, definition.Temporal) switch
        {
            (InteractionType.Instant, _) or (InteractionType.Dual, false) => UseAtOnce(Totals(place.Costs, 1), [.. place.Effects]),
            (InteractionType.MultiTick, false) => UseAtOnce(
                Totals(place.CostsPerTick, place.RequiredTicks),
                [.. Totals(place.EffectsPerTick, place.RequiredTicks, place.CompletionBonus).Select((amount, meter) => new MeterAmount((Meter)meter, amount))]),
            (InteractionType.Continuous, false) => UseOneTick(place, counts: false, completes: false),
            (InteractionType.Continuous, true) => UseOneTick(place, counts: true, completes: false),
            _ => UseOneTick(place, counts: true, completes: Ticks + 1 == place.RequiredTicks),
        };
        return happened ? index : -1;
    }

    private bool UseAtOnce(float[] costs, MeterAmount[] effects)
    {
        if (!CanPay(costs))
        {
            return false;
        }

        foreach (var (meter, amount) in effects)
        {
            Change(meter, amount);
        }

        for (var meter = 0; meter < 8; meter++)
        {
            Change((Meter)meter, -costs[meter]);
        }

        return true;
    }

    private bool UseOneTick(PlaceDefinition place, bool counts, bool completes)
    {
        var costs = Totals(place.CostsPerTick, 1);
        if (!CanPay(costs))
        {
            return false;
        }

        for (var meter = 0; meter < 8; meter++)
        {
            Meters[meter] -= costs[meter];
        }

        foreach (var (meter, amount) in place.EffectsPerTick)
        {
            Meters[(int)meter] += amount;
        }

        if (completes)
        {
            foreach (var (meter, amount) in place.CompletionBonus)
            {
                Meters[(int)meter] += amount;
            }
        }

        Ticks = completes || !counts ? 0 : Ticks + 1;
        for (var meter = 0; meter < 8; meter++)
        {
            Meters[meter] = Clamp(Meters[meter]);
        }

        return true;
    }

    private void DepleteBase()
    {
        for (var meter = 0; meter < 8; meter++)
        {
            Change((Meter)meter, -(definition.Meters[meter].BaseDepletion * Multiplier));
        }
    }

    private void RunStages()
    {
        foreach (var stage in definition.CascadeStages)
        {
            if (stage.AppliesModulations)
            {
                foreach (var m in definition.Modulations)
                {
                    Change(m.Target, -(m.BaselineDepletion * (m.BaseMultiplier + (m.Range * (1f - Meters[(int)m.Source])))));
                }
            }

            foreach (var c in stage.Cascades)
            {
                var source = Meters[(int)c.Source];
                if (source < c.Threshold)
                {
                    Change(c.Target, -(c.Strength * (c.Threshold - source) / c.Threshold));
                }
            }
        }
    }

    private bool Holds(TerminalCondition condition)
    {
        var value = Meters[(int)condition.Meter];
        return condition.Comparison switch
        {
            Comparison.LessOrEqual => value <= condition.Value,
            Comparison.GreaterOrEqual => value >= condition.Value,
            Comparison.Less => value < condition.Value,
            Comparison.Greater => value > condition.Value,
            _ => value == condition.Value,
        };
    }

    private float Baseline()
    {
        var costs = definition.ActionCosts;
        var cheapest = new[] { costs.MoveEnergy, costs.WaitEnergy, costs.InteractEnergy }.Min();
        var loss = ((double)definition.Meters[0].BaseDepletion * Multiplier) + cheapest;
        return loss > 0 ? (float)(1 / loss) : definition.MaxSteps;
    }

    private bool IsOpen(int place)
    {
        var (opens, closes) = definition.Places[place].Hours;
        return !definition.Temporal || (Hour >= opens && Hour < closes) || (Hour < opens && closes > 24 && Hour < closes - 24);
    }

    private bool CanPay(float[] costs) => Enumerable.Range(0, 8).All(meter => costs[meter] <= 0f || Meters[meter] >= costs[meter]);

    private void Change(Meter meter, float amount) => Meters[(int)meter] = Clamp(Meters[(int)meter] + amount);

    private static float Clamp(float value) => value < 0f ? 0f : value > 1f ? 1f : value;

    private static float[] Totals(IEnumerable<MeterAmount> amounts, int times, IEnumerable<MeterAmount>? once = null)
    {
        var totals = new float[8];
        foreach (var (meter, amount) in amounts)
        {
            totals[(int)meter] += amount * times;
        }

        foreach (var (meter, amount) in once ?? [])
        {
            totals[(int)meter] += amount;
        }

        return totals;
    }
}
