using Townlet.Configuration.Schema;

namespace Townlet.Configuration.Tests.Schema;

/// <summary>docs/packs.md shows the tables by which packs are read. Both must list the same keys and ranges.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string> Headings => new(PackSchema.Tables.Select(Heading));

    [Theory]
    [MemberData(nameof(Headings))]
    public void Table_in_the_documentation_matches_the_program(string heading)
    {
        var table = PackSchema.Tables.Single(table => Heading(table) == heading);

        Assert.Equal(string.Join('\n', table.Keys.Select(Row)), string.Join('\n', DocumentedRows(heading)));
    }

    [Fact]
    public void Documentation_has_no_table_of_keys_that_the_program_does_not_have()
    {
        var documented = Documentation().Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..]);

        Assert.Equal(PackSchema.Tables.Select(Heading), documented);
    }

    private static string Heading(KeyTable table) => table.Place.Length == 0 ? table.File : $"{table.File}: {table.Place}";

    private static string Row(Key key) =>
        $"| {string.Join(", also ", key.Names.Select(name => $"`{name}`"))} | {key.Expected} | {key.DefaultText} | {key.Unit} | {key.Meaning} |";

    private static IEnumerable<string> DocumentedRows(string heading) =>
        Documentation()
            .SkipWhile(line => line != $"### {heading}").Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));

    private static string[] Documentation() => File.ReadAllLines(Path.Combine(Repository.Root, "docs", "packs.md"));
}
