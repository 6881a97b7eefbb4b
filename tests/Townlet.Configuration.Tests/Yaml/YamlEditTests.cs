using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Tests.Yaml;

public sealed class YamlEditTests
{
    [Theory]
    [InlineData("a:\n  x: 1  # why\n  y: 2\n", "a:\n  x: 7  # why\n  y: 2\n")]
    [InlineData("a:\n  x:   '1'\n", "a:\n  x:   7\n")]
    [InlineData("a:\n  x: [1, 2]  # why\n", "a:\n  x: 7  # why\n")]
    [InlineData("a:\n  x:\n    - 1\n    - 2\nb: 1\n", "a:\n  x:\n    7\nb: 1\n")]
    [InlineData("a:\n  x:  # nothing\n  y: 2\n", "a:\n  x: 7  # nothing\n  y: 2\n")]
    [InlineData("a: {x: 1, y: 2}\n", "a: {x: 7, y: 2}\n")]
    [InlineData("{a: {y: 2, x: 1}}\n", "{a: {y: 2, x: 7}}\n")]
    [InlineData("a:\n  older_x: 1\n", "a:\n  older_x: 7\n")]
    public void A_value_is_replaced_in_its_place(string before, string after) => Assert.Equal(after, YamlEdit.Set(before, "a", ["x", "older_x"], "7"));

    [Theory]
    [InlineData("a:\n    y: 2\n", "a:\n    x: 7\n    y: 2\n")]
    [InlineData("# first\na:  # empty\nb:\n  y: 2\n", "# first\na:\n  x: 7  # empty\nb:\n  y: 2\n")]
    [InlineData("# first\nb:\n  y: 2\n", "# first\na:\n  x: 7\nb:\n  y: 2\n")]
    [InlineData("a: {}\n", "a: {x: 7}\n")]
    [InlineData("a: {y: 2}\n", "a: {x: 7, y: 2}\n")]
    [InlineData("{b: {y: 2}}\n", "{a: {x: 7}, b: {y: 2}}\n")]
    public void A_key_that_is_missing_is_added(string before, string after) => Assert.Equal(after, YamlEdit.Set(before, "a", ["x"], "7"));

    [Theory]
    [InlineData("0.95", "0.95")]
    [InlineData("1e-3", "1e-3")]
    [InlineData("it's: {odd}", "'it''s: {odd}'")]
    [InlineData("[Bed]", "'[Bed]'")]
    public void What_is_no_plain_word_is_quoted(string value, string written) =>
        Assert.Equal($"a:\n  x: {written}\n", YamlEdit.Set("a:\n  x: 1\n", "a", ["x"], value));
}
