using Townlet.Actors.Frontend;

namespace Townlet.Actors.Tests.Frontend;

public class PageOutputTests
{
    [Fact]
    public void Line_that_names_the_error_is_the_reason_and_not_the_end_of_its_stack_trace() =>
        Assert.Equal(
            "Error: listen EADDRNOTAVAIL: address not available 192.0.2.1:5173",
            Reason(
                "VITE v8.3.8",
                "error when starting dev server:",
                "Error: listen EADDRNOTAVAIL: address not available 192.0.2.1:5173",
                "at Server.setupListenHandle [as _listen2] (node:net:1811:21)",
                "at node:internal/process/task_queues:90:21 {",
                "code: 'EADDRNOTAVAIL',",
                "errno: -99,",
                "}"));

    [Theory]
    [InlineData("TypeError [ERR_INVALID_ARG]: The \"path\" argument must be a string")]
    [InlineData("SyntaxError: Unexpected token")]
    public void Every_kind_of_error_is_known(string line) => Assert.Equal(line, Reason("begin", line, "at main (a.js:1:2)", "Node.js v20.20.2"));

    [Fact]
    public void Where_no_error_is_named_the_last_line_outside_a_trace_is_the_reason() =>
        Assert.Equal("Segmentation fault", Reason("ready", "Segmentation fault", "}", "at x (y)"));

    [Fact]
    public void Old_error_explains_nothing() =>
        Assert.Equal("line 99", Reason([.. Enumerable.Range(0, 100).Select(number => number == 3 ? "Error: long ago" : $"line {number}")]));

    [Fact]
    public void Silence_is_told() => Assert.Equal("it printed nothing", Reason());

    private static string Reason(params string[] lines)
    {
        var output = new PageOutput();
        foreach (var line in lines)
        {
            output.Add(line);
        }

        return output.Reason;
    }
}
