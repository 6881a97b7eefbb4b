namespace Townlet.Host.Commands;

/// <summary>The training behind a policy.</summary>
/// <param name="Episode">Lives finished when the policy was stored.</param>
/// <param name="Pack">Name of the pack.</param>
/// <param name="SamePack">True where it is exactly the pack in which the policy is evaluated.</param>
internal sealed record TrainedIn(int Episode, string Pack, bool SamePack);
