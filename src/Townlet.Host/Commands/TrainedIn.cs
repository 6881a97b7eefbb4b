namespace Townlet.Host;

/// <summary>The training behind a policy.</summary>
/// <param name="Episode">Lives finished when it was taken.</param>
/// <param name="Pack">Name of the pack.</param>
/// <param name="SamePack">It is, to the letter, the pack that the policy is evaluated in.</param>
internal sealed record TrainedIn(int Episode, string Pack, bool SamePack);
