using Townlet.Actors.Playback;
using Townlet.Actors.Tests.Fixtures;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Training;
using Townlet.Runs.Checkpoints;

namespace Townlet.Actors.Tests.Playback;

public sealed class PolicyReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PolicyReader _reader = new(Packs.Short, seed: 3);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Untrained_policy_needs_no_file()
    {
        var (policy, described) = _reader.Read(null);

        using (policy)
        {
            Assert.Equal(("untrained", 0, 1), (described.Name, described.Episode, described.Stage));
            Assert.Null(described.TakenAt);
        }
    }

    [Fact]
    public void Policy_is_described_by_its_file()
    {
        var stored = WriteAfter(lives: 2, name: "policy_ep00002", episode: 2);
        var taken = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(stored.Path, taken);

        var (policy, described) = _reader.Read(stored);

        using (policy)
        {
            Assert.Equal(
                new WatchedPolicy("policy_ep00002", 2, policy.Epsilon, policy.Stage, policy.DepletionMultiplier, policy.IntrinsicWeight, taken),
                described);
            Assert.True(policy.TotalSteps > 0);
        }
    }

    [Fact]
    public void File_of_another_episode_than_its_name_says_is_refused()
    {
        var stored = WriteAfter(lives: 2, name: "policy_ep00009", episode: 9);

        var fault = Assert.Throws<InvalidDataException>(() => _reader.Read(stored));

        Assert.Equal("it was taken at episode 2, which is not what its name says.", fault.Message);
    }

    [Fact]
    public void File_that_is_no_policy_is_refused()
    {
        var path = Path.Combine(_folder.Path, "policy_ep00009.safetensors");
        File.WriteAllText(path, "not a policy");

        Assert.Throws<CheckpointFormatException>(() => _reader.Read(new StoredPolicy("policy_ep00009", 9, path)));
    }

    private StoredPolicy WriteAfter(int lives, string name, int episode)
    {
        using var loop = new TrainingLoop(Packs.Short, new TrainingPlan { Episodes = lives, Seed = 3 });
        while (!loop.Finished)
        {
            loop.Run(maxSteps: 1000);
        }

        var path = Path.Combine(_folder.Path, name + ".safetensors");
        using var file = File.Create(path);
        loop.Capture().PolicyOnly().Write(file, DateTimeOffset.UnixEpoch);
        return new StoredPolicy(name, episode, path);
    }
}
