using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Townlet.Benchmarks.Speed;

namespace Townlet.Benchmarks;

/// <summary>Prints figures as a table and appends each to a file, one JSON object per line, with commit and machine.</summary>
internal sealed class ResultLog(string file)
{
    private readonly string? _version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
    private readonly string _processor = ProcessorName();

    public void Begin()
    {
        Console.WriteLine($"{_processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {_version}");
        Console.WriteLine("| work | median | least to most | runs | unit | reference | required | aim | reached | share of the machine's limit |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
    }

    public void Add(SpeedFigure figure)
    {
        var target = figure.Target;
        var share = figure.ShareOfLimit is { } part ? string.Create(CultureInfo.InvariantCulture, $"{100 * part:0} %") : "";
        Console.WriteLine(
            $"| {figure.Work} | **{Shown(figure.Median)}** | {Shown(figure.Least)} to {Shown(figure.Most)} | {figure.Samples.Count} | {figure.Unit} | {Shown(target.Reference)} | {Shown(target.Required)} | {Shown(target.Aim)} | {target.Reached(figure.Median)} | {share} |");

        var line = JsonSerializer.Serialize(new
        {
            time = DateTimeOffset.UtcNow,
            row = figure.Row,
            work = figure.Work,
            unit = figure.Unit,
            median = figure.Median,
            min = figure.Least,
            max = figure.Most,
            samples = figure.Samples,
            reference = target.Reference,
            required = target.Required,
            aim = target.Aim,
            limit = figure.Limit,
            version = _version,
            runtime = RuntimeInformation.FrameworkDescription,
            system = RuntimeInformation.OSDescription,
            processor = _processor,
            cores = Environment.ProcessorCount,
        });
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.AppendAllText(file, line + "\n");
    }

    private static string Shown(double? value) => value is not { } number
        ? ""
        : number.ToString(Math.Abs(number) >= 100 || number == Math.Floor(number) ? "N0" : Math.Abs(number) >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private static string ProcessorName()
    {
        const string Field = "model name";
        const string Description = "/proc/cpuinfo";
        var line = File.Exists(Description)
            ? File.ReadLines(Description).FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
