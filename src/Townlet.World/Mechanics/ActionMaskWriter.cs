using System.Runtime.InteropServices;

namespace Townlet.World;

/// <summary>Which actions make sense, worked out once for each cell and hour.</summary>
internal sealed class ActionMaskWriter
{
    private readonly Grid _grid;
    private readonly int _hours;
    private readonly ActionMask[] _masks;

    // Shape [hours, cells].
    private readonly ActionMask[] _byHourAndCell;

    public ActionMaskWriter(Grid grid, int hours, int agents)
    {
        _grid = grid;
        _hours = hours;
        _masks = new ActionMask[agents];
        _byHourAndCell = new ActionMask[hours * grid.CellCount];
    }

    /// <summary>Shape [agents, 6].</summary>
    public ReadOnlySpan<bool> Masks => MemoryMarshal.Cast<ActionMask, bool>(_masks);

    public void LayOut(PlaceLayout layout, Interactions interactions)
    {
        for (var hour = 0; hour < _hours; hour++)
        {
            for (var cell = 0; cell < _grid.CellCount; cell++)
            {
                var place = layout.PlaceAt(cell);
                ref var mask = ref _byHourAndCell[(hour * _grid.CellCount) + cell];
                for (var move = TownAction.Up; move <= TownAction.Right; move++)
                {
                    mask[(int)move] = _grid.After(cell, move) != cell;
                }

                mask[(int)TownAction.Interact] = place >= 0 && interactions.IsOpen(place, hour);
                mask[(int)TownAction.Wait] = true;
            }
        }
    }

    public void Write(Lives lives)
    {
        for (var agent = 0; agent < _masks.Length; agent++)
        {
            Write(lives, agent);
        }
    }

    public void Write(Lives lives, int agent) =>
        _masks[agent] = lives.Ends[agent] == LifeEnd.None
            ? _byHourAndCell[(lives.Hours[agent] * _grid.CellCount) + lives.Cells[agent]]
            : default;
}
