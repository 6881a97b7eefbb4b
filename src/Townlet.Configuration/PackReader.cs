namespace Townlet.Configuration;

/// <summary>Reads packs: a folder, or a single training YAML with its world files beside it or built in.</summary>
public static class PackReader
{
    /// <summary>Never throws for what a user can do: whatever is wrong with the pack is in the result.</summary>
    public static PackReadResult Read(string path) => throw new NotSupportedException();
}
