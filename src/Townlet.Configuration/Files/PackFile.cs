using Townlet.Configuration.Faults;
using Townlet.Configuration.Yaml;

namespace Townlet.Configuration.Files;

/// <summary>One file of a pack, whether it could be read or not.</summary>
/// <param name="Role">Its name in a pack folder: "bars.yaml".</param>
/// <param name="Text">Its content; null where it could not be read, which has been reported as a fault.</param>
/// <param name="BuiltIn">True where the file is part of the program.</param>
/// <param name="Faults">The faults of this file.</param>
internal sealed record PackFile(string Role, string? Text, bool BuiltIn, FileFaults Faults)
{
    /// <summary>The file's document, or null where it cannot be read; the faults say why.</summary>
    public YamlNode? ReadYaml() => Text is null ? null : YamlReader.Read(Text, Faults);
}
