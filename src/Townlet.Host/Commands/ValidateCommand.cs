using System.CommandLine;
using Townlet.Configuration;

namespace Townlet.Host.Commands;

/// <summary><c>townlet validate PACK...</c>: prints every fault of each pack.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        var packs = new Argument<string[]>("PACK") { Description = "Pack folders or single training files.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("validate", "Check packs and print every fault with file, line and column.") { packs };
        command.SetAction(parsed => Validate(parsed.GetRequiredValue(packs), Console.Out, Console.Error));
        return command;
    }

    private static int Validate(string[] paths, TextWriter output, TextWriter errors)
    {
        var code = ExitCode.Success;
        foreach (var path in paths)
        {
            var result = PackReader.Read(path);
            if (result.Pack is { } pack)
            {
                output.WriteLine($"{path}: good ({pack.Town.Places.Length} places, grid {pack.Town.GridSize} x {pack.Town.GridSize})");
                continue;
            }

            code = ExitCode.BadInput;
            PackFaults.Print(result.Faults, errors);
        }

        return code;
    }
}
