using System.Text.Json;

namespace Townlet.EndToEnd;

/// <summary>Asks whether a message has what docs/protocol.md promises.</summary>
internal static class Fields
{
    public static void AssertPresent(JsonElement message, string names)
    {
        var there = message.EnumerateObject().Select(property => property.Name).ToHashSet();
        Assert.All(names.Split(' '), name => Assert.Contains(name, there));
    }
}
