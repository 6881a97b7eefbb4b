using Townlet.Configuration.Schema;

namespace Townlet.Configuration.Tests.Schema;

public sealed class NearestTests
{
    private static readonly string[] Names = ["grid_size", "vision_range", "gamma", "loss", "cpu"];

    [Theory]
    [InlineData("grid_siez", "grid_size")]
    [InlineData("gridsize", "grid_size")]
    [InlineData("Gamma", "gamma")]
    [InlineData("gama", "gamma")]
    [InlineData("vison_rnge", "vision_range")]
    [InlineData("los", "loss")]
    public void Mistyped_name_is_found(string word, string expected) => Assert.Equal(expected, Nearest.Of(word, Names));

    [Theory]
    [InlineData("learning")]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("gamut_of")]
    public void Another_word_is_not_a_mistyped_name(string word) => Assert.Null(Nearest.Of(word, Names));

    [Theory]
    [InlineData("note")]
    [InlineData("notes")]
    [InlineData("teaching_note")]
    [InlineData("why_it_matters")]
    [InlineData("key_insight")]
    [InlineData("special")]
    [InlineData("cascade_pattern")]
    [InlineData("strategic_value")]
    [InlineData("visibility")]
    public void Common_remark_does_not_count_as_a_misspelt_key(string word) =>
        Assert.All(PackSchema.Tables.Where(table => table.AcceptsRemarks && table.Find(word) is null), table =>
            Assert.Null(Nearest.Misspelt(word, table.Keys.SelectMany(key => key.Names))));
}
