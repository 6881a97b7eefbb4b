using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Townlet.Runs.Catalogue;

namespace Townlet.Host.Commands;

/// <summary><c>townlet runs</c>: lists runs, with status, episodes and longest life.</summary>
internal static class RunsCommand
{
    private static readonly JsonSerializerOptions _format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Command Create()
    {
        var root = new Option<string>("--root") { Description = "Folder of all runs.", HelpName = "DIR", DefaultValueFactory = _ => RunProgram.RunsRoot };
        var json = new Option<bool>("--json") { Description = "Print one JSON object per run." };
        var command = new Command("runs", "List the runs, newest first: status, episodes and longest life.") { root, json };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(root)!;
            var entries = RunCatalogue.In(folder);
            foreach (var line in parsed.GetValue(json) ? entries.Select(Json) : Lines(entries, folder))
            {
                Console.Out.WriteLine(line);
            }

            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>A table in plain text, so that it can be piped.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<RunEntry> entries, string root)
    {
        if (entries.Count == 0)
        {
            return [$"There is no run in {root} yet."];
        }

        List<string[]> rows = [["RUN", "PACK", "STATUS", "EPISODES", "BEST", "STARTED"]];
        rows.AddRange(entries.Select(Cells));
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return
        [
            .. rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()),
            .. entries.Where(entry => entry.Fault is not null).Select(entry => entry.Fault!),
        ];
    }

    private static string[] Cells(RunEntry entry) =>
    [
        RunProgram.Relative(entry.Path),
        entry.Pack ?? "?",
        entry.Standing.ToString().ToLowerInvariant(),
        entry.EpisodesWanted > 0 ? string.Create(CultureInfo.InvariantCulture, $"{entry.Episodes}/{entry.EpisodesWanted}") : "?",
        entry.BestSurvival is > 0 and var best ? string.Create(CultureInfo.InvariantCulture, $"{best} steps") : "-",
        entry.StartedAt?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "?",
    ];

    private static string Json(RunEntry entry) => JsonSerializer.Serialize(
        new
        {
            entry.Path,
            entry.Pack,
            Status = entry.Standing.ToString().ToLowerInvariant(),
            entry.Episodes,
            entry.EpisodesWanted,
            entry.BestSurvival,
            entry.StartedAt,
            entry.UpdatedAt,
            entry.Fault,
        },
        _format);
}
