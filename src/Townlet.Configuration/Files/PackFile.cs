namespace Townlet.Configuration;

/// <summary>One file of a pack, found and read (or not).</summary>
/// <param name="Role">Its name in a pack folder: "bars.yaml".</param>
/// <param name="Text">Null where it could not be read; the fault is known then.</param>
/// <param name="BuiltIn">It is part of the program.</param>
/// <param name="Faults">Of this file.</param>
internal sealed record PackFile(string Role, string? Text, bool BuiltIn, FileFaults Faults)
{
    /// <summary>The file's document, or null; the faults say why.</summary>
    public YamlNode? ReadYaml() => Text is null ? null : YamlReader.Read(Text, Faults);
}
