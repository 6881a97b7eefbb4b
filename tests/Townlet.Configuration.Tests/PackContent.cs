using System.Text.Json;

namespace Townlet.Configuration.Tests;

/// <summary>The content of a pack as text, without its origin: equal texts are equal packs.</summary>
internal static class PackContent
{
    public static string Of(Pack pack) => JsonSerializer.Serialize(
        new { pack.Town, pack.RunMetadata, pack.Population, pack.Curriculum, pack.Exploration, pack.Training, pack.UnifiedServer, pack.Cues });
}
