using System.Text.Json;

namespace Townlet.EndToEnd.Towns;

/// <summary>A run that was asked to stop.</summary>
internal static class StoppedRun
{
    /// <param name="folder">The run's folder.</param>
    /// <returns>Null where all of it was saved: run.json says that it was stopped, and the newest checkpoint holds the last life on record; else what is wrong.</returns>
    public static string? FaultOf(string folder)
    {
        var manifest = Path.Combine(folder, "run.json");
        if (!File.Exists(manifest))
        {
            return "no run.json";
        }

        var status = JsonDocument.Parse(File.ReadAllText(manifest)).RootElement.GetProperty("status").GetString();
        if (status != "stopped")
        {
            return $"run.json says {status}";
        }

        var lives = RunDatabase.Count(folder, "episodes");
        var checkpoint = Path.Combine(folder, "checkpoints", $"checkpoint_ep{lives:D5}.safetensors");
        return lives == 0 ? "no life on record" : File.Exists(checkpoint) ? null : $"{lives} lives on record, and no checkpoint of the last";
    }
}
