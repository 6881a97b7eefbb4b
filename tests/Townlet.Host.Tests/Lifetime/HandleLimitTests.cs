using Townlet.Host.Lifetime;

namespace Townlet.Host.Tests.Lifetime;

public sealed class HandleLimitTests
{
    [Theory]
    [InlineData("64", true)]
    [InlineData("399", true)]
    [InlineData("400", false)]
    [InlineData("1048576", false)]
    [InlineData("unlimited", false)]
    public void Too_few_handles_are_named_with_what_is_needed_and_how_to_get_it(string limit, bool isFault)
    {
        var fault = HandleLimit.Fault(
            ["Limit                     Soft Limit           Hard Limit           Units     ", "Max processes             10                   10                   processes ", $"Max open files            {limit,-20} {limit,-20} files     "]);
        Assert.Equal(isFault ? $"This shell lets a program open {limit} files, and Townlet needs 400. Raise the limit with 'ulimit -n 4096', or in a service with LimitNOFILE=4096, and start again." : null, fault);
    }
}
