using System.Runtime.InteropServices;

namespace Townlet.World.Mechanics;

/// <summary>Knows which actions make sense; worked out once for each cell and hour.</summary>
internal sealed class ActionMaskWriter
{
    private readonly Grid _grid;
    private readonly int _hours;
    private readonly ActionFlags[] _masks;

    // Shape [hours, cells].
    private readonly ActionFlags[] _byHourAndCell;

    public ActionMaskWriter(Grid grid, int hours, int agents)
    {
        _grid = grid;
        _hours = hours;
        _masks = new ActionFlags[agents];
        _byHourAndCell = new ActionFlags[hours * grid.CellCount];
    }

    /// <summary>One mask per agent.</summary>
    public ReadOnlySpan<ActionFlags> Masks => _masks;

    /// <summary>Shape [agents, 6].</summary>
    public ReadOnlySpan<bool> Flags => MemoryMarshal.Cast<ActionFlags, bool>(_masks);

    public void LayOut(PlaceLayout layout, Interactions interactions)
    {
        for (var hour = 0; hour < _hours; hour++)
        {
            for (var cell = 0; cell < _grid.CellCount; cell++)
            {
                var (x, y) = _grid.PositionOf(cell);
                var place = layout.PlaceAt(cell);
                ref var mask = ref _byHourAndCell[(hour * _grid.CellCount) + cell];
                mask[(int)TownAction.Up] = y > 0;
                mask[(int)TownAction.Down] = y < _grid.Size - 1;
                mask[(int)TownAction.Left] = x > 0;
                mask[(int)TownAction.Right] = x < _grid.Size - 1;
                mask[(int)TownAction.Interact] = place >= 0 && interactions.IsOpen(place, hour);
                mask[(int)TownAction.Wait] = true;
            }
        }
    }

    /// <summary>What an agent could do in its cell at its hour; nothing once it is dead.</summary>
    public ActionMask WhereItStands(Lives lives, int agent) => lives.Ends[agent] == LifeEnd.Death
        ? default
        : ActionMask.From(_byHourAndCell[(lives.Hours[agent] * _grid.CellCount) + lives.Cells[agent]]);

    public void Write(Lives lives)
    {
        var masks = _masks.AsSpan();
        var cells = lives.Cells.AsSpan(0, masks.Length);
        var hours = lives.Hours.AsSpan(0, masks.Length);
        var ends = lives.Ends.AsSpan(0, masks.Length);
        var byHourAndCell = _byHourAndCell.AsSpan();
        var cellCount = _grid.CellCount;
        for (var agent = 0; agent < masks.Length; agent++)
        {
            masks[agent] = ends[agent] == LifeEnd.None ? byHourAndCell[(hours[agent] * cellCount) + cells[agent]] : default;
        }
    }
}
