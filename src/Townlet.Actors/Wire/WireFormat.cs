using Townlet.Actors.Playback;
using Townlet.World;

namespace Townlet.Actors.Wire;

/// <summary>How the wire writes values that JSON or clients would not take as they are.</summary>
internal static class WireFormat
{
    public const string AgentId = "agent_0";
    private const int AmountDigits = 6;

    public static EndReason Reason(LifeEnd end) => end == LifeEnd.StepCap ? EndReason.MaxSteps : EndReason.Done;

    /// <summary>JSON has no NaN. A network that diverged must not end the messages.</summary>
    public static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    /// <summary>Rounded to six digits, since a single-precision 0.01 would read as 0.009999999776482582.</summary>
    public static double Amount(double amount) => Math.Round(amount, AmountDigits);

    public static double UnixSeconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    public static string CheckpointName(WatchedPolicy? policy) =>
        policy?.TakenAt is null ? "None" : FormattableString.Invariant($"checkpoint_ep{policy.Episode:D5}");
}
