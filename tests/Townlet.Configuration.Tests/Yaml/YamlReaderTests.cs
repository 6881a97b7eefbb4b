using System.Text;

namespace Townlet.Configuration.Tests.Yaml;

/// <summary>Files that are not plain YAML. The timeouts only guard against a hang.</summary>
public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("environment:\n\tgrid_size: 8\n", "2:1: this line is indented with a tab, expected spaces")]
    [InlineData("environment:\n  grid_size: 8\n\tvision_range: 2\n", "3:1: this line is indented with a tab, expected spaces")]
    [InlineData("environment:\n  grid_size: 8\n vision_range: 2\n", "3:2: not valid YAML: While parsing a block mapping, did not find expected key")]
    [InlineData("environment: {grid_size: 8\npopulation: {}\n", "1:24: not valid YAML: this cannot be read (inside the '{' opened at 1:14)")]
    [InlineData("run_metadata: {output_subdir: \"a}\n", "1:31: not valid YAML: While scanning a quoted scalar, found unexpected end of stream (inside the '{' opened at 1:15)")]
    [InlineData("environment:\ngrid_size\npopulation: {}\n", "2:1: this line has no ':', expected a key with a value")]
    [InlineData("environment: {grid_size: 8}\n---\npopulation: {}\n", "2:1: a second document begins here ('---'), expected one document per file")]
    [InlineData("environment: {grid_size: 8, grid_size: 9}\n", "1:29: 'grid_size' is given twice, first on line 1")]
    [InlineData("environment:\n  grid_size: 8\nenvironment:\n  grid_size: 9\n", "3:1: 'environment' is given twice, first on line 1")]
    [InlineData("environment: &town {grid_size: 8}\n", "1:14: anchors, aliases and merge keys ('&', '*', '<<') are not used in packs: write the values out")]
    [InlineData("environment: {grid_size: *size}\n", "1:26: anchors, aliases and merge keys ('&', '*', '<<') are not used in packs: write the values out")]
    [InlineData("environment: {<<: {grid_size: 8}}\n", "1:15: anchors, aliases and merge keys ('&', '*', '<<') are not used in packs: write the values out")]
    [InlineData("environment: {grid_size: !!int 8}\n", "1:26: found the tag 'tag:yaml.org,2002:int', expected a plain value: tags are not used in packs")]
    [InlineData("environment: !!python/object:os.system {}\n", "1:14: found the tag 'tag:yaml.org,2002:python/object:os.system', expected a plain value: tags are not used in packs")]
    [InlineData("? [a, b]\n: 1\n", "1:3: found a list as a key, expected a name")]
    [InlineData("# only a remark\n", "1:1: the file is empty, expected keys with values")]
    [InlineData("run_metadata: {output_subdir: a\u0007b}\n", "1:32: found the control character U+0007, expected text")]
    [InlineData("run_metadata: {output_subdir: \"\\UFFFFFFFF\"}\n", "1:29: not valid YAML: this cannot be read (inside the '{' opened at 1:15)")]
    public void File_that_is_not_plain_yaml_is_a_fault_with_its_position(string text, string expected)
    {
        using var pack = TestPack.Single(text);

        Assert.Equal([$"town.yaml:{expected}"], pack.Faults());
    }

    [Fact]
    public void Unclosed_list_is_a_fault_that_says_where_it_opened()
    {
        using var pack = TestPack.Single("environment:\n  enabled_affordances: [Bed, Job\n  grid_size: 8\n");

        Assert.EndsWith("(inside the '[' opened at 2:24)", Assert.Single(pack.Faults()), StringComparison.Ordinal);
    }

    public static TheoryData<string> Hostile => new(
        "deep lists", "deep mappings", "deep dashes", "deep questions", "aliases of aliases", "many keys", "many list items", "many cascades",
        "many orders", "many places", "many names", "many documents", "long key", "long scalar", "long line", "many tags", "many faults in lists", "many remarks");

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Hostile))]
    public async Task Hostile_file_is_a_fault(string kind)
    {
        var (file, text) = HostileFile(kind);
        using var pack = TestPack.Copy();
        pack.Write(file, text);

        var faults = await Task.Run(pack.Faults);

        Assert.All(faults, fault => Assert.True(fault.Length < 2000, fault[..Math.Min(fault.Length, 300)]));
        Assert.True(faults.Length <= 101);
        Assert.DoesNotContain(faults, fault => fault.Contains("larger than", StringComparison.Ordinal));
    }

    private static (string File, string Text) HostileFile(string kind) => kind switch
    {
        "deep lists" => (TestPack.Training, "environment: " + new string('[', 225_000)),
        "deep mappings" => (TestPack.Training, "environment: " + Repeat("{a: ", 50_000)),
        "deep dashes" => (TestPack.Bars, "bars:\n" + Repeat("- ", 100_000)),
        "deep questions" => (TestPack.Bars, Repeat("? ", 100_000)),
        "aliases of aliases" => (TestPack.Training, "a0: &a0 [x, x]\n" + string.Concat(Enumerable.Range(1, 60).Select(level => $"a{level}: &a{level} [*a{level - 1}, *a{level - 1}]\n"))),
        "many keys" => (TestPack.Training, "environment:\n" + Number("  grid_siz{0}: 1\n", 12_500)),
        "many list items" => (TestPack.Training, "environment:\n  enabled_affordances:\n" + Repeat("  - 1\n", 37_500)),
        "many cascades" => (TestPack.Cascades, "cascades:\n" + Number("- {{name: n{0}, category: c{0}, source: mood, target: energy, threshold: 0.1, strength: 0.1}}\n", 2_250) + "execution_order:\n" + Number("- d{0}\n", 2_250)),
        "many orders" => (TestPack.Cascades, "cascades: []\nexecution_order:\n" + Number("- modulation{0}\n", 11_250)),
        "many places" => (TestPack.Affordances, "affordances:\n" + Number("- {{name: p{0}, position: [0, 0], interaction_type: instant, effects: []}}\n", 2_750)),
        "many names" => (TestPack.Training, "environment:\n  enabled_affordances:\n" + Number("  - Hospita{0}\n", 13_750)),
        "many documents" => (TestPack.Training, Repeat("---\n", 62_500)),
        "long key" => (TestPack.Training, "environment: {" + new string('g', 225_000) + ": 1}\n"),
        "long scalar" => (TestPack.Training, "environment: {grid_size: " + new string('8', 225_000) + "}\n"),
        "long line" => (TestPack.Training, "environment: {" + Number("grid_siz{0}: 1, ", 10_000)),
        "many tags" => (TestPack.Bars, "bars:\n" + Repeat("- !x y\n", 35_000)),
        "many faults in lists" => (TestPack.Bars, "bars:\n" + Repeat("- {}\n", 47_500)),
        "many remarks" => (TestPack.Bars, Number("remark_number_{0}: 1\n", 10_000)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    private static string Number(string format, int times)
    {
        var text = new StringBuilder();
        var composite = CompositeFormat.Parse(format);
        for (var number = 0; number < times; number++)
        {
            text.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, composite, number);
        }

        return text.ToString();
    }
}
