using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Townlet.Runs.Checkpoints;

namespace Townlet.Runs.Tests.Fixtures;

/// <summary>A checkpoint is good when its text ends in a full stop: "checkpoint 100.", "policy 100.", "checkpoint 100 seed 8 pack other.".</summary>
internal sealed partial class MarkedFormat : ICheckpointFormat
{
    public static RunIdentity Run { get; } = new("L1_full_observability", "0123abcd", 7);

    public static Action<Stream> Good(string content) => stream => stream.Write(Encoding.UTF8.GetBytes(content + "."));

    public CheckpointLabel Verify(Stream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var text = reader.ReadToEnd();
        if (!text.EndsWith('.'))
        {
            throw new InvalidDataException("the checksum differs.");
        }

        return new CheckpointLabel((int)(Number(Episode(), text) ?? 0), text.StartsWith("policy", StringComparison.Ordinal), Run with
        {
            Seed = Number(Seed(), text) ?? Run.Seed,
            PackHash = text.Contains("pack other", StringComparison.Ordinal) ? "other" : Run.PackHash,
        });
    }

    public CheckpointLabel ReadLabel(Stream stream) => Verify(stream);

    private static ulong? Number(Regex pattern, string text) =>
        pattern.Match(text) is { Success: true } match ? ulong.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^\w+ (\d+)")]
    private static partial Regex Episode();

    [GeneratedRegex(@"seed (\d+)")]
    private static partial Regex Seed();
}
