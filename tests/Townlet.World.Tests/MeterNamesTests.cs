namespace Townlet.World.Tests;

public class MeterNamesTests
{
    [Fact]
    public void Every_meter_has_a_name_in_lower_case_by_which_it_is_found()
    {
        Assert.Equal(["energy", "hygiene", "satiation", "money", "mood", "social", "health", "fitness"], MeterNames.All.AsEnumerable());
        Assert.All(Enum.GetValues<Meter>(), meter => Assert.Equal(meter, MeterNames.Parse(MeterNames.NameOf(meter))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Energy")]
    [InlineData("thirst")]
    public void Other_names_are_of_no_meter(string? name) => Assert.Null(MeterNames.Parse(name));
}
