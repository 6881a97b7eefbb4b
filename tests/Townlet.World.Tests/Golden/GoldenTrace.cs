using System.Text.Json;

namespace Townlet.World.Tests.Golden;

/// <summary>A recorded life: the step records in tests/golden.</summary>
public sealed record GoldenTrace(
    string Pack,
    int[] Start,
    float DepletionMultiplier,
    float Baseline,
    Dictionary<string, int[]> Affordances,
    string[] Actions,
    GoldenStep[] Steps)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static GoldenTrace Read(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "golden", name + ".json"));
        return JsonSerializer.Deserialize<GoldenTrace>(file, Options)!;
    }
}
