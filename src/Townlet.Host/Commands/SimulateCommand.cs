using System.CommandLine;
using System.Globalization;
using Townlet.Configuration;
using Townlet.World.Definition;

namespace Townlet.Host.Commands;

/// <summary><c>townlet simulate</c>: plays a fixed list of actions and prints the trace, one JSON object a line.</summary>
internal static class SimulateCommand
{
    public static Command Create()
    {
        var config = new Option<string>("--config") { Description = "Pack folder or training file.", Required = true, HelpName = "PACK" };
        var actions = new Option<string>("--actions") { Description = "The actions: names (UP, DOWN, LEFT, RIGHT, INTERACT, WAIT), one a line, or a JSON array of names or numbers, or a JSON object with such an array under \"actions\". '-' reads standard input.", Required = true, HelpName = "FILE" };
        var start = new Option<string?>("--start") { Description = "Start cell; drawn with --seed when not given.", HelpName = "X,Y" };
        var multiplier = new Option<float>("--depletion-multiplier") { Description = "Scales base depletion.", DefaultValueFactory = _ => 1f, HelpName = "M" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the start cell.", DefaultValueFactory = _ => 0 };
        var command = new Command("simulate", "Play a fixed list of actions and print the trace, one JSON object a line.") { config, actions, start, multiplier, seed };
        command.SetAction(parsed => Simulate(
            parsed.GetRequiredValue(config), parsed.GetRequiredValue(actions), parsed.GetValue(start), parsed.GetValue(multiplier), parsed.GetValue(seed)));
        return command;
    }

    private static int Simulate(string config, string actionsFile, string? start, float multiplier, ulong seed)
    {
        var result = PackReader.Read(config);
        if (result.Pack is not { } pack)
        {
            PackFaults.Print(result.Faults, Console.Error);
            return ExitCode.BadInput;
        }

        try
        {
            if (!float.IsFinite(multiplier) || multiplier < 0)
            {
                throw new ActionListException($"--depletion-multiplier must be a number of at least 0, not {multiplier.ToString(CultureInfo.InvariantCulture)}.");
            }

            var actions = ActionList.Read(actionsFile);
            var cell = start is null ? (GridPosition?)null : ParseCell(start, pack.Town.GridSize);
            foreach (var line in Trace.Play(pack.Town, actions, cell, multiplier, seed))
            {
                Console.Out.WriteLine(line);
            }

            return ExitCode.Success;
        }
        catch (ActionListException fault)
        {
            Console.Error.WriteLine(fault.Message);
            return ExitCode.BadInput;
        }
    }

    private static GridPosition ParseCell(string text, int gridSize)
    {
        var parts = text.Split(',');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var x)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var y)
            && x < gridSize && y < gridSize)
        {
            return new GridPosition(x, y);
        }

        throw new ActionListException($"--start '{text}' is not a cell: give column and row from 0 to {gridSize - 1}, as in 4,3.");
    }
}
