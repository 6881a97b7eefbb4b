using System.CommandLine;

namespace Townlet.Host;

/// <summary>The command line: its words, options and help.</summary>
internal static class TownletCommandLine
{
    public static ParseResult Parse(string[] args)
    {
        var run = RunCommand.Create("run", "Train, play and show: the whole town, supervised, until training ends or Ctrl+C. The default.");
        var root = new RootCommand(
            """
            Townlet: learn reinforcement learning by watching it.

            Examples:
              townlet run --config configs/L1_full_observability --episodes 10000
              townlet run --checkpoint-dir runs/L1_full_observability/2026-01-31_120000    goes on where that run stopped
              townlet simulate --config configs/L0_minimal --actions actions.txt --start 4,3
              townlet validate configs/*
            """)
        {
            run,
            SimulateCommand.Create(),
            ValidateCommand.Create(),
        };
        // Without a command word it runs: "townlet --episodes 100" is "townlet run --episodes 100".
        return root.Parse(StartsWithCommand(args, root) ? args : [run.Name, .. args]);
    }

    private static bool StartsWithCommand(string[] args, RootCommand root) =>
        args.Length > 0
        && (root.Subcommands.Any(command => command.Name == args[0]) || args[0] is "--help" or "-h" or "-?" or "--version" || !args[0].StartsWith('-'));
}
