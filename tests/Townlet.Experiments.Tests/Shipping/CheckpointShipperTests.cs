using System.Security.Cryptography;
using System.Text;
using Townlet.Experiments.Plans;
using Townlet.Experiments.Scheduling;
using Townlet.Experiments.Shipping;
using Townlet.Experiments.Tests.Fixtures;
using Townlet.Runs;
using Townlet.Runs.Mirrors;
using Townlet.Runs.Stores;

namespace Townlet.Experiments.Tests.Shipping;

public sealed class CheckpointShipperTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly StoreAddress _address;
    private readonly RunFolder _folder;
    private readonly Trial _trial = ExperimentPlan.Of(Definitions.Small).Trials[0];

    public CheckpointShipperTests()
    {
        _address = StoreAddress.Parse(Directory.CreateDirectory(Path.Combine(_disk.Path, "store")).FullName, null);
        _folder = RunFolder.CreateAt(Path.Combine(_disk.Path, "run"), _trial.Arm.Pack);
    }

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Each_checkpoint_is_told_once_with_what_lies_in_the_store()
    {
        using var shipper = Shipper(new TrialGrant(1, 3, null));
        Assert.False(shipper.HasNews);
        Assert.Null(await shipper.ShipAsync(default));
        Checkpoint(20);
        Assert.True(shipper.HasNews);

        var committed = await shipper.ShipAsync(default);

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("checkpoint 20")));
        Assert.Equal(
            new TrialReport.Committed(1, 3, 20, $"small/arm/seed_1/e3/files/checkpoints/checkpoint_ep00020.safetensors/{sha256}", sha256, 13, "the tensors of checkpoint 20"),
            committed);
        using var store = _address.Open();
        using var content = new MemoryStream();
        Assert.Equal(13, await store.GetAsync(committed!.Key, content, default));
        Assert.False(shipper.HasNews);
        Assert.Null(await shipper.ShipAsync(default));
    }

    [Fact]
    public async Task What_was_committed_before_is_not_told_again_and_the_end_is_in_the_store_all_the_same()
    {
        Checkpoint(20);
        using var shipper = Shipper(new TrialGrant(1, 3, new ExperimentEvent.CheckpointCommitted(1, 2, 20, "", "", 0, "")));

        Assert.False(shipper.HasNews);
        Assert.Equal((null, null), await shipper.ShipLastAsync(TimeSpan.FromMinutes(1), RetryTerms.Usual, default));

        using var store = _address.Open();
        Assert.Equal(20, (await MirrorManifest.ReadAsync(store, "small/arm/seed_1/e3", default))!.Episode);
    }

    [Fact]
    public async Task Store_that_stays_away_is_the_reason_why_the_end_is_not_there()
    {
        Checkpoint(20);
        Directory.Delete(_address.Text);
        using var shipper = Shipper(new TrialGrant(1, 1, null));

        // Long enough for one attempt on a busy machine.
        var (committed, fault) = await shipper.ShipLastAsync(TimeSpan.FromSeconds(3), new RetryTerms(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)), default);

        Assert.Null(committed);
        Assert.StartsWith($"The store {_address.Text} is not there.", fault, StringComparison.Ordinal);
    }

    private CheckpointShipper Shipper(TrialGrant grant)
    {
        var place = FormattableString.Invariant($"small/arm/seed_1/e{grant.Epoch}");
        var mirror = new RunMirror(_folder, new RunIdentity(_trial.Arm.Pack.Name, _trial.Arm.Pack.Hash, _trial.Seed), _address.Open(), place, TimeProvider.System)
        {
            ContentOf = stream =>
            {
                using var reader = new StreamReader(stream, leaveOpen: true);
                return $"the tensors of {reader.ReadToEnd()}";
            },
        };
        return new CheckpointShipper(mirror, _folder, grant, place);
    }

    private void Checkpoint(int episode) =>
        File.WriteAllText(Path.Combine(_folder.Checkpoints, FormattableString.Invariant($"checkpoint_ep{episode:D5}.safetensors")), FormattableString.Invariant($"checkpoint {episode}"));
}
