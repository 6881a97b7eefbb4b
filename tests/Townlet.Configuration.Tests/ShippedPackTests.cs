namespace Townlet.Configuration.Tests;

public sealed class ShippedPackTests
{
    public static TheoryData<string> Packs => new(
        "L0_minimal", "L1_full_observability", "L2_partial_observability", "L3_temporal_mechanics", "level_1_full_observability.yaml");

    [Theory]
    [MemberData(nameof(Packs))]
    public void Shipped_pack_reads_without_a_fault(string name)
    {
        var result = PackReader.Read(Repository.Pack(name));

        Assert.Empty(result.Faults);
        Assert.Equal(Path.GetFileNameWithoutExtension(name), result.Pack!.Name);
    }
}
