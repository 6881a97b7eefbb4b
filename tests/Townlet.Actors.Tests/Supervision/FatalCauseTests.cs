using Townlet.Learning;

namespace Townlet.Actors.Tests;

public class FatalCauseTests
{
    public static TheoryData<Exception, string> Fatal { get; } = new()
    {
        { new InsufficientMemoryException(), "out of memory" },
        { new DllNotFoundException("libtorch"), "libtorch" },
        { new TypeInitializationException("torch", new DllNotFoundException("libtorch")), "libtorch" },
        { new BadImageFormatException("wrong machine"), "wrong machine" },
        { new CheckpointMismatchException("another pack"), "another pack" },
        { new TrainingDivergedException("the loss is NaN"), "the loss is NaN" },
    };

    [Theory]
    [MemberData(nameof(Fatal), DisableDiscoveryEnumeration = true)]
    public void What_starting_again_cannot_mend_is_explained(Exception cause, string words) =>
        Assert.Contains(words, FatalCause.Explain(cause), StringComparison.Ordinal);

    [Fact]
    public void Anything_else_may_go_away_by_starting_again() =>
        Assert.Null(FatalCause.Explain(new InvalidOperationException("odd")));
}
