using System.Collections.Immutable;
using System.Globalization;
using Townlet.Configuration;
using Townlet.Configuration.Settings;
using Townlet.Learning.Curriculum;

namespace Townlet.Learning.Checkpoints;

/// <summary>The metadata of a checkpoint: the strings of the safetensors <c>__metadata__</c>.</summary>
internal sealed record CheckpointMetadata
{
    public const int CurrentFormatVersion = 1;

    public int FormatVersion { get; init; } = CurrentFormatVersion;

    public required int Episode { get; init; }

    public required long TotalSteps { get; init; }

    public required ulong Seed { get; init; }

    public required string PackName { get; init; }

    public required string PackHash { get; init; }

    /// <summary>Architecture, see <see cref="NetworkName"/>.</summary>
    public required string Network { get; init; }

    /// <summary>Names of the agents, in their order.</summary>
    public required ImmutableArray<string> Agents { get; init; }

    public required double Epsilon { get; init; }

    public required int Stage { get; init; }

    public required float DepletionMultiplier { get; init; }

    public required double IntrinsicWeight { get; init; }

    /// <summary>True where the file holds only the network, so that training cannot resume from it.</summary>
    public required bool PolicyOnly { get; init; }

    /// <summary>When the file was written; null before.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The value of <see cref="Network"/> for this pack: "simple", "simple dueling", ...</summary>
    public static string NetworkName(Pack pack) =>
        (pack.Population.NetworkType == NetworkType.Simple ? "simple" : "recurrent") + (pack.Population.Dueling ? " dueling" : "");

    public Dictionary<string, string> ToStrings()
    {
        var strings = new Dictionary<string, string>
        {
            ["format"] = "townlet",
            ["format_version"] = Text(FormatVersion),
            ["content"] = PolicyOnly ? "policy" : "checkpoint",
            ["episode"] = Text(Episode),
            ["total_steps"] = Text(TotalSteps),
            ["seed"] = Text(Seed),
            ["pack_name"] = PackName,
            ["pack_hash"] = PackHash,
            ["network"] = Network,
            ["agents"] = string.Join(',', Agents),
            ["epsilon"] = Text(Epsilon),
            ["stage"] = Text(Stage),
            ["depletion_multiplier"] = Text(DepletionMultiplier),
            ["intrinsic_weight"] = Text(IntrinsicWeight),
        };
        if (CreatedAt is { } time)
        {
            strings["timestamp"] = time.ToString("O", CultureInfo.InvariantCulture);
        }

        return strings;
    }

    /// <exception cref="CheckpointFormatException">Something is missing or cannot be read.</exception>
    public static CheckpointMetadata Parse(IReadOnlyDictionary<string, string> strings)
    {
        if (!strings.TryGetValue("format", out var format) || format != "townlet")
        {
            throw new CheckpointFormatException("The file is a safetensors file, but not one of ours.");
        }

        var version = Number<int>(strings, "format_version");
        if (version != CurrentFormatVersion)
        {
            throw new CheckpointFormatException(
                $"The file has format version {version}; this program reads version {CurrentFormatVersion}.");
        }

        return new CheckpointMetadata
        {
            FormatVersion = version,
            PolicyOnly = Text(strings, "content") == "policy",
            Episode = Number<int>(strings, "episode"),
            TotalSteps = Number<long>(strings, "total_steps"),
            Seed = Number<ulong>(strings, "seed"),
            PackName = Text(strings, "pack_name"),
            PackHash = Text(strings, "pack_hash"),
            Network = Text(strings, "network"),
            Agents = [.. Text(strings, "agents").Split(',')],
            Epsilon = Number<double>(strings, "epsilon"),
            Stage = Number<int>(strings, "stage") is var stage && stage >= 1 && stage <= CurriculumStage.All.Length
                ? stage
                : throw new CheckpointFormatException($"'stage' in the metadata is not one of the curriculum: {stage}."),
            DepletionMultiplier = Number<float>(strings, "depletion_multiplier"),
            IntrinsicWeight = Number<double>(strings, "intrinsic_weight"),
            CreatedAt = DateTimeOffset.TryParseExact(
                Text(strings, "timestamp"), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? time
                : throw new CheckpointFormatException("The timestamp in the metadata cannot be read."),
        };
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Text(IReadOnlyDictionary<string, string> strings, string key) =>
        strings.TryGetValue(key, out var value)
            ? value
            : throw new CheckpointFormatException($"'{key}' is missing in the metadata.");

    private static T Number<T>(IReadOnlyDictionary<string, string> strings, string key)
        where T : IParsable<T> =>
        T.TryParse(Text(strings, key), CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new CheckpointFormatException($"'{key}' in the metadata is not a number: '{Text(strings, key)}'.");
}
