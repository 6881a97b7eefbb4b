using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Townlet.Benchmarks;

/// <summary>Prints measurements and appends each to a file in the folder, one JSON object a line.</summary>
internal sealed class ResultLog(string folder)
{
    public void Add(string benchmark, Measurement measurement)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{measurement.Work,-24} {measurement.Median,16:N0} {measurement.Unit}/s   min {measurement.Minimum:N0}   max {measurement.Maximum:N0}"));

        var line = JsonSerializer.Serialize(new
        {
            time = DateTimeOffset.UtcNow,
            benchmark,
            work = measurement.Work,
            unit = measurement.Unit + "/s",
            median = measurement.Median,
            min = measurement.Minimum,
            max = measurement.Maximum,
            runs = measurement.Rates.Length,
            version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            runtime = RuntimeInformation.FrameworkDescription,
            system = RuntimeInformation.OSDescription,
            processor = ProcessorName(),
            cores = Environment.ProcessorCount,
        });
        Directory.CreateDirectory(folder);
        File.AppendAllText(Path.Combine(folder, benchmark + ".jsonl"), line + "\n");
    }

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
