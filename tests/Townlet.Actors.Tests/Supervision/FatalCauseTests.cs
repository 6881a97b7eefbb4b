using System.Reflection;
using Townlet.Actors.Supervision;
using Townlet.Learning.Checkpoints;
using Townlet.Learning.Training;

namespace Townlet.Actors.Tests.Supervision;

public class FatalCauseTests
{
    public static TheoryData<Exception, string> Fatal { get; } = new()
    {
        { new InsufficientMemoryException(), "out of memory" },
        { new DllNotFoundException("Unable to load shared library 'libtorch' or one of its dependencies."), "The native library of TorchSharp could not be loaded: Unable to load shared library 'libtorch'" },
        { new TypeInitializationException("torch", new DllNotFoundException("libtorch")), "The native library of TorchSharp could not be loaded: libtorch." },
        { new TypeLoadException("with 3 args: (Townlet, 7)", new TargetInvocationException(new TypeInitializationException("SqliteConnection", new DllNotFoundException("e_sqlite3\nis missing")))), "The native library of SQLite could not be loaded: e_sqlite3 is missing." },
        { new DllNotFoundException("libother"), "A native library could not be loaded: libother." },
        { new TypeInitializationException("Some.Type", new InvalidOperationException("its table is empty")), "its table is empty." },
        { new BadImageFormatException("wrong machine"), "wrong machine" },
        { new CheckpointMismatchException("another pack"), "another pack" },
        { new TrainingDivergedException("the loss is NaN"), "the loss is NaN" },
    };

    [Theory]
    [MemberData(nameof(Fatal), DisableDiscoveryEnumeration = true)]
    public void What_a_restart_cannot_mend_is_explained(Exception cause, string words) =>
        Assert.Contains(words, FatalCause.Explain(cause), StringComparison.Ordinal);

    [Fact]
    public void Anything_else_may_be_mended_by_a_restart() =>
        Assert.Null(FatalCause.Explain(new InvalidOperationException("odd")));
}
