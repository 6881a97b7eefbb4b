using System.Runtime.InteropServices;
using Townlet.World;

namespace Townlet.Learning.Checkpoints;

/// <summary>Stores a town's state as tensors of a checkpoint.</summary>
internal static class TownStateTensors
{
    public static void Capture(TownState state, CheckpointBuilder checkpoint)
    {
        var agents = state.Cells.Length;
        checkpoint.Add("town.meters", state.Meters, state.Meters.Length / agents, agents);
        checkpoint.Add("town.cells", state.Cells, agents);
        checkpoint.Add("town.steps_lived", state.StepsLived, agents);
        checkpoint.Add("town.hours", state.Hours, agents);
        checkpoint.Add("town.activity_places", state.ActivityPlaces, agents);
        checkpoint.Add("town.activity_ticks", state.ActivityTicks, agents);
        checkpoint.Add("town.ends", MemoryMarshal.Cast<LifeEnd, byte>(state.Ends), agents);
        checkpoint.Add("town.depletion_multipliers", state.DepletionMultipliers, agents);
        checkpoint.Add("town.random_states", state.RandomStates, agents, state.RandomStates.Length / agents);
        checkpoint.Add("town.place_cells", state.PlaceCells, state.PlaceCells.Length);
    }

    /// <param name="town">The town to restore; its present state gives the shapes.</param>
    /// <param name="checkpoint">Holds the state to resume from.</param>
    public static void Restore(Town town, CheckpointContent checkpoint)
    {
        var state = town.Capture();
        checkpoint.Read<float>("town.meters", state.Meters);
        checkpoint.Read<int>("town.cells", state.Cells);
        checkpoint.Read<int>("town.steps_lived", state.StepsLived);
        checkpoint.Read<int>("town.hours", state.Hours);
        checkpoint.Read<int>("town.activity_places", state.ActivityPlaces);
        checkpoint.Read<int>("town.activity_ticks", state.ActivityTicks);
        checkpoint.Read("town.ends", MemoryMarshal.Cast<LifeEnd, byte>(state.Ends.AsSpan()), (byte)LifeEnd.None, (byte)LifeEnd.StepCap);
        checkpoint.Read<float>("town.depletion_multipliers", state.DepletionMultipliers);
        checkpoint.Read<ulong>("town.random_states", state.RandomStates);
        checkpoint.Read<int>("town.place_cells", state.PlaceCells);
        try
        {
            town.Restore(state);
        }
        catch (ArgumentException cause)
        {
            throw new CheckpointFormatException($"The town in the checkpoint is not a possible one: {cause.Message}", cause);
        }
    }
}
