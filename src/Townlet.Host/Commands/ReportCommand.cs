using System.CommandLine;
using Townlet.Experiments;
using Townlet.Experiments.Journal;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Reports;

namespace Townlet.Host.Commands;

/// <summary><c>townlet report</c>: the figures of an experiment, while it runs or afterwards.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "Name of the experiment." };
        var root = new Option<string>("--root") { Description = "Folder of all runs.", HelpName = "DIR", DefaultValueFactory = _ => RunProgram.RunsRoot };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var csv = new Option<bool>("--csv") { Description = "Print a line for each run, with commas." };
        var rliable = new Option<bool>("--rliable") { Description = "Print the score matrix that rliable reads: JSON, for each arm its runs." };
        var command = new Command("report", "Show the figures of an experiment, while it runs or afterwards.") { name, root, json, csv, rliable };
        command.SetAction(parsed =>
        {
            try
            {
                var report = Read(ExperimentFolder.In(parsed.GetValue(root)!, parsed.GetValue(name)!));
                foreach (var line in parsed.GetValue(json) ? [ReportFiles.Json(report)]
                    : parsed.GetValue(rliable) ? [ReportFiles.Rliable(report)]
                    : parsed.GetValue(csv) ? ReportFiles.Csv(report)
                    : ReportText.Lines(report))
                {
                    Console.Out.WriteLine(line);
                }

                return report.Arms.Any(arm => arm.Failed > 0) ? ExitCode.RunFailed : ExitCode.Success;
            }
            catch (ExperimentRefusedException refused)
            {
                Console.Error.WriteLine(refused.Message);
                return ExitCode.BadInput;
            }
        });
        return command;
    }

    private static ExperimentReport Read(ExperimentFolder folder)
    {
        var definition = folder.ReadDefinition() ?? throw new ExperimentRefusedException($"There is no experiment in {folder.Path}. 'townlet run --experiment-name NAME --runs N' makes one.");
        return ExperimentReport.Of(ExperimentPlan.Of(definition), JournalReader.Read(folder));
    }
}
