using Townlet.Experiments.Coordinator;
using Townlet.Experiments.Scheduling;

namespace Townlet.Experiments.Tests.Coordinator;

public class AdmissionTests
{
    private static readonly ExperimentCoordinator.Join _join = new(new WorkerId("laptop", 1), null, "0.1.0", null);

    [Fact]
    public void Without_a_secret_everybody_with_the_same_program_may_join()
    {
        var admission = new Admission("0.1.0", secret: null);
        Assert.Null(admission.WhyRefused(_join));
        Assert.Null(admission.WhyRefused(_join with { Secret = "one too many" }));
    }

    [Fact]
    public void A_worker_needs_the_secret()
    {
        var admission = new Admission("0.1.0", "sesame");
        Assert.Null(admission.WhyRefused(_join with { Secret = "sesame" }));
        Assert.StartsWith("The worker's secret is not the coordinator's.", admission.WhyRefused(_join with { Secret = "sesam" }), StringComparison.Ordinal);
        Assert.StartsWith("The coordinator asks for a secret, and the worker has none.", admission.WhyRefused(_join), StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_of_another_version_may_not_join() => Assert.Equal(
        "The worker is Townlet 0.2.0 and the coordinator 0.1.0. Results of different versions cannot be compared: use the same on all machines.",
        new Admission("0.1.0", secret: null).WhyRefused(_join with { Version = "0.2.0" }));

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("\u001b[2J")]
    public void A_worker_needs_a_name_that_can_be_shown(string name) => Assert.StartsWith(
        "The worker's name does not consist of", new Admission("0.1.0", secret: null).WhyRefused(_join with { Worker = new WorkerId(name, 1) }), StringComparison.Ordinal);

    [Fact]
    public void What_a_worker_joins_with_is_not_logged() => Assert.DoesNotContain("sesame", $"{_join with { Secret = "sesame" }}", StringComparison.Ordinal);
}
