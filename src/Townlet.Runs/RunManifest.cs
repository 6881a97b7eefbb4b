using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Townlet.Configuration.Files;
using Townlet.Runs.Files;

namespace Townlet.Runs;

/// <summary>Summary of a run, stored as <c>run.json</c> with snake_case names and ISO 8601 times.</summary>
public sealed record RunManifest
{
    internal const string FileName = "run.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        WriteIndented = true,
    };

    /// <summary>Of everything random: the drawn one where the pack and the command line name none.</summary>
    public required ulong Seed { get; init; }

    public required int EpisodesWanted { get; init; }

    public required int EpisodesCompleted { get; init; }

    /// <summary>Steps of the longest episode; null where it is not known.</summary>
    public int? BestSurvival { get; init; }

    public required string PackName { get; init; }

    /// <summary>Hash as in <see cref="Configuration.Pack.Hash"/>.</summary>
    public required string PackHash { get; init; }

    public required RunVersions Versions { get; init; }

    /// <summary>Options of the command line, as parsed: name to value.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    public required RunStatus Status { get; init; }

    /// <summary>Start of the run, not of the process that resumed it.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Reads run.json; null where the run was killed before it wrote one.</summary>
    /// <exception cref="RunFolderException">It exists but cannot be read or parsed.</exception>
    public static RunManifest? Read(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        try
        {
            using var stream = RegularFile.OpenRead(folder.Manifest);
            return JsonSerializer.Deserialize<RunManifest>(stream, Format)
                ?? throw new JsonException("It holds null.");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException fault)
        {
            throw new RunFolderException(
                $"{folder.Manifest} is not the description of a run: {fault.Message} Remove or fix that file; checkpoints and records do not depend on it.",
                fault);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"{folder.Manifest} could not be read: {FileFault.Explain(failure)}", failure);
        }
    }

    /// <summary>Replaces run.json in one step.</summary>
    /// <exception cref="RunFolderException">It cannot be written; the old one is unchanged.</exception>
    public void Write(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        try
        {
            Directory.CreateDirectory(folder.Path);
            PendingFile.RemoveStale(folder.Path, name => name == FileName);
            using var pending = new PendingFile(folder.Manifest);
            JsonSerializer.Serialize(pending.Content, this, Format);
            pending.Flush();
            pending.Publish();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException(
                $"{folder.Manifest} could not be written: {FileFault.Explain(failure)}", failure);
        }
    }
}
