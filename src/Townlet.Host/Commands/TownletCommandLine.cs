using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Townlet.Host.ConsoleOutput;

namespace Townlet.Host.Commands;

/// <summary>The command line: its words, options and help.</summary>
internal static class TownletCommandLine
{
    // The run handles signals itself: the parser's handler would end the process two seconds after the first one.
    private static readonly InvocationConfiguration _invocation = new() { ProcessTerminationTimeout = null };

    /// <returns>The exit code.</returns>
    public static async Task<int> InvokeAsync(string[] args)
    {
        var output = StandardStreams.Guard();
        var code = await InvokeAsync(Create(new RunOptions(Environment.GetEnvironmentVariable)).Parse(args)).ConfigureAwait(false);
        if (code != ExitCode.Success || output.Fault is not { } fault)
        {
            return code;
        }

        await Console.Error.WriteLineAsync($"The output could not be written: {fault}.").ConfigureAwait(false);
        return ExitCode.RunFailed;
    }

    /// <summary>Without a command word it runs: "townlet --episodes 100" is "townlet run --episodes 100".</summary>
    public static Command Create(RunOptions options)
    {
        var townlet = new Command(
            "townlet",
            """
            Townlet: learn reinforcement learning by watching it.

            Examples:
              townlet run --config configs/L1_full_observability --episodes 10000
              townlet run --checkpoint-dir runs/L1_full_observability/2026-01-31_120000    resumes that run
              townlet serve --run runs/L1_full_observability/2026-01-31_120000             shows it, while another process trains it or afterwards
              townlet train --config configs/L1_full_observability --episodes 2000
              townlet run --experiment-name gamma --config configs/L0_minimal --vary population.gamma=0.95,0.99 --runs 5
              townlet report gamma
              townlet eval --checkpoint runs/L1_full_observability/2026-01-31_120000 --lives 200
              townlet eval --policy heuristic --config configs/L1_full_observability
              townlet simulate --config configs/L0_minimal --actions actions.txt --start 4,3
              townlet validate configs/*
            """)
        {
            new HelpOption(),
            new VersionOption(),
            Keeping(new Command("run", "Train, play and show: the whole town, supervised, until training ends or Ctrl+C. Also without this word."), options.All, Run),
            Keeping(new Command("train", "Train alone: no inference server, no page, no port, until training ends or Ctrl+C."), options.Training,
                parsed => RunAsync(options.Settings(parsed) with { TrainingAlone = true })),
            Keeping(new Command("serve", "Show a run that has ended or that another process trains: inference server and page. Changes nothing in the run."), options.Serving,
                parsed => TownletServe.RunAsync(options.Settings(parsed))),
            RunsCommand.Create(),
            ReportCommand.Create(),
            EvalCommand.Create(),
            SimulateCommand.Create(),
            ValidateCommand.Create(),
        };
        return Keeping(townlet, options.All, Run);

        Task<int> Run(ParseResult parsed) => RunAsync(options.Settings(parsed));

        static Task<int> RunAsync(RunSettings settings) => settings.AsksForExperiment() ? TownletExperiment.RunAsync(settings) : TownletRun.RunAsync(settings);
    }

    private static async Task<int> InvokeAsync(ParseResult parsed)
    {
        if (parsed.Action is not ParseErrorAction faults)
        {
            return await parsed.InvokeAsync(_invocation).ConfigureAwait(false);
        }

        faults.ShowHelp = false;
        await parsed.InvokeAsync(_invocation).ConfigureAwait(false);
        await Console.Error.WriteLineAsync("'townlet --help' shows what there is.").ConfigureAwait(false);
        return ExitCode.BadInput;
    }

    /// <summary>A command that keeps running.</summary>
    private static Command Keeping(Command command, IEnumerable<Option> options, Func<ParseResult, Task<int>> run)
    {
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction((parsed, _) => run(parsed));
        return command;
    }
}
