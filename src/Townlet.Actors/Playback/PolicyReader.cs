using Townlet.Configuration;
using Townlet.Configuration.Files;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Policies;
using Townlet.Runs.Checkpoints;

namespace Townlet.Actors.Playback;

/// <summary>Makes policies ready to play. It keeps nothing, so that any thread may read with it.</summary>
/// <param name="pack">The world to play in.</param>
/// <param name="seed">Seed of the run, from which the untrained policy is drawn.</param>
internal sealed class PolicyReader(Pack pack, ulong seed)
{
    /// <summary>Name of the policy that has learnt nothing.</summary>
    public const string Untrained = "untrained";

    /// <param name="stored">The policy; null is the untrained one.</param>
    /// <exception cref="CheckpointFormatException">The file is cut off or damaged, or has another format or version.</exception>
    /// <exception cref="CheckpointMismatchException">The network does not fit the pack.</exception>
    /// <exception cref="InvalidDataException">The file is of another episode than its name says.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public PlayablePolicy Read(StoredPolicy? stored)
    {
        if (stored is null)
        {
            return new PlayablePolicy(Policy.Untrained(pack, seed), Untrained, takenAt: null);
        }

        using var stream = RegularFile.OpenRead(stored.Path);
        var policy = Policy.Load(stream, pack);
        return policy.Episode == stored.Episode
            ? new PlayablePolicy(policy, stored.Name, File.GetLastWriteTimeUtc(stored.Path))
            : throw new InvalidDataException($"it was taken at episode {policy.Episode}, which is not what its name says.");
    }
}
