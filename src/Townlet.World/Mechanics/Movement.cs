namespace Townlet.World;

/// <summary>Moves, and what moving and waiting cost.</summary>
internal sealed class Movement
{
    private readonly Grid _grid;

    // One entry an action; zero where an action costs nothing.
    private readonly float[] _energy;
    private readonly float[] _hygiene;
    private readonly float[] _satiation;

    public Movement(Grid grid, ActionCosts costs)
    {
        _grid = grid;
        var (move, wait, hygiene, satiation) = (costs.MoveEnergy, costs.WaitEnergy, costs.MoveHygiene, costs.MoveSatiation);
        _energy = [move, move, move, move, 0f, wait];
        _hygiene = [hygiene, hygiene, hygiene, hygiene, 0f, 0f];
        _satiation = [satiation, satiation, satiation, satiation, 0f, 0f];
    }

    public void Apply(Lives lives, int agent, TownAction action)
    {
        Take(ref lives.Value(Meter.Energy, agent), _energy[(int)action]);
        Take(ref lives.Value(Meter.Hygiene, agent), _hygiene[(int)action]);
        Take(ref lives.Value(Meter.Satiation, agent), _satiation[(int)action]);

        var cell = lives.Cells[agent];
        var next = _grid.After(cell, action);
        if (next != cell)
        {
            lives.Cells[agent] = next;
            lives.LeaveActivity(agent);
        }
    }

    private static void Take(ref float meter, float cost) => meter = float.ClampNative(meter - cost, 0f, 1f);
}
