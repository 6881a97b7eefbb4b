using System.Text.Json;

namespace Townlet.EndToEnd;

/// <summary>Checks that a message has the fields of docs/protocol.md.</summary>
internal static class Fields
{
    public static void AssertPresent(JsonElement message, string names)
    {
        var there = message.EnumerateObject().Select(property => property.Name).ToHashSet();
        Assert.All(names.Split(' '), name => Assert.Contains(name, there));
    }
}
