using System.Runtime.Intrinsics;
using Townlet.World.Definition;

namespace Townlet.World.Mechanics;

/// <summary>Moves the agents and charges for moving and waiting, for all agents at once.</summary>
internal sealed class Movement(Grid grid, ActionCosts costs)
{
    public void Apply(Lives lives)
    {
        TakeCosts(lives);
        Move(lives);
    }

    private static Vector256<int> Is(TownAction action, Vector256<int> actions) =>
        Vector256.Equals(actions, Vector256.Create((int)action));

    private static Vector256<int> IsMove(Vector256<int> actions) =>
        Vector256.LessThanOrEqual(actions, Vector256.Create((int)TownAction.Right));

    private void TakeCosts(Lives lives)
    {
        var actions = Lives.Vectors(lives.Actions);
        var energy = lives.VectorsOf(Meter.Energy)[..actions.Length];
        var hygiene = lives.VectorsOf(Meter.Hygiene)[..actions.Length];
        var satiation = lives.VectorsOf(Meter.Satiation)[..actions.Length];
        var moveEnergy = Vector256.Create(costs.MoveEnergy);
        var moveHygiene = Vector256.Create(costs.MoveHygiene);
        var moveSatiation = Vector256.Create(costs.MoveSatiation);
        var waitEnergy = Vector256.Create(costs.WaitEnergy);
        for (var i = 0; i < actions.Length; i++)
        {
            var isMove = IsMove(actions[i]).AsSingle();
            var isWait = Is(TownAction.Wait, actions[i]).AsSingle();
            energy[i] = Lives.Clamp(energy[i] - ((moveEnergy & isMove) | (waitEnergy & isWait)));
            hygiene[i] = Lives.Clamp(hygiene[i] - (moveHygiene & isMove));
            satiation[i] = Lives.Clamp(satiation[i] - (moveSatiation & isMove));
        }
    }

    private void Move(Lives lives)
    {
        var actions = Lives.Vectors(lives.Actions);
        var xs = Lives.Vectors(lives.X)[..actions.Length];
        var ys = Lives.Vectors(lives.Y)[..actions.Length];
        var cells = Lives.Vectors(lives.Cells)[..actions.Length];
        var ticks = Lives.Vectors(lives.ActivityTicks)[..actions.Length];
        var size = Vector256.Create(grid.Size);
        var last = Vector256.Create(grid.Size - 1);
        for (var i = 0; i < actions.Length; i++)
        {
            // A vector comparison gives -1 where it holds.
            var x = xs[i] + Is(TownAction.Left, actions[i]) - Is(TownAction.Right, actions[i]);
            var y = ys[i] + Is(TownAction.Up, actions[i]) - Is(TownAction.Down, actions[i]);
            xs[i] = Vector256.Clamp(x, Vector256<int>.Zero, last);
            ys[i] = Vector256.Clamp(y, Vector256<int>.Zero, last);

            var cell = (ys[i] * size) + xs[i];
            ticks[i] &= Vector256.Equals(cell, cells[i]);
            cells[i] = cell;
        }
    }
}
