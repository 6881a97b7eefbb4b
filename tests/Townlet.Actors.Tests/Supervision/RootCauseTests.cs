using System.Reflection;
using Townlet.Actors.Supervision;

namespace Townlet.Actors.Tests.Supervision;

public class RootCauseTests
{
    private static readonly Exception _cause = new IOException("disk\n  full");

    public static TheoryData<Exception> Wrapped { get; } = new()
    {
        _cause,
        new TargetInvocationException(_cause),
        new AggregateException(_cause),
        new TypeInitializationException("Some.Type", _cause),
        new TypeLoadException("Error while creating actor instance of type Recorder with 3 args: (Townlet, 7, cpu)", _cause),
        new TypeLoadException("with 3 args", new TargetInvocationException(new AggregateException(new TypeInitializationException("Some.Type", _cause)))),
    };

    [Theory]
    [MemberData(nameof(Wrapped), DisableDiscoveryEnumeration = true)]
    public void Wrappers_are_taken_off(Exception failure)
    {
        Assert.Same(_cause, RootCause.Of(failure));
        Assert.Equal("disk full.", RootCause.Sentence(failure));
    }

    [Fact]
    public void Failure_that_nothing_is_wrapped_around_stays() =>
        Assert.IsType<TypeLoadException>(RootCause.Of(new TypeLoadException("no such type")));

    [Fact]
    public void Failure_without_a_message_is_told_by_its_type() =>
        Assert.Equal("InvalidOperationException without a message.", RootCause.Sentence(new InvalidOperationException("")));
}
