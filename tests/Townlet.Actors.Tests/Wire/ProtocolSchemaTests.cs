namespace Townlet.Actors.Tests.Wire;

public sealed class ProtocolSchemaTests
{
    /// <summary>The page's types are generated from the committed file.</summary>
    [Fact]
    public void Committed_schema_is_that_of_the_records()
    {
        var path = Path.Combine(Repository.Root, "docs", "protocol.schema.json");
        var schema = ProtocolSchema.Write();
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMA") == "1")
        {
            File.WriteAllText(path, schema);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == schema,
            "docs/protocol.schema.json is stale. Write it anew by UPDATE_SCHEMA=1 dotnet test tests/Townlet.Actors.Tests -c Release --filter Committed_schema, then the page's types by npm run types in frontend/.");
    }
}
