using Townlet.EndToEnd.Processes;

namespace Townlet.EndToEnd.Towns;

/// <summary>The program in another folder, as after a copy or a publish.</summary>
internal static class ProgramCopy
{
    // Without the native libraries, which are a gigabyte.
    private const string Copy = """mkdir -p "$2" && ln -s "$1/runtimes" "$2/runtimes" && find "$1" -mindepth 1 -maxdepth 1 ! -name runtimes -exec cp -r {} "$2" \;""";

    /// <param name="target">A folder that does not exist.</param>
    /// <returns>Path of the program in it.</returns>
    public static async Task<string> MakeAsync(string target)
    {
        await using var copy = TownletProcess.Start("sh", ["-c", Copy, "sh", Path.GetDirectoryName(Repository.Program)!, target], Repository.Root);
        Assert.True(await copy.WaitForExitAsync() == 0, copy.Transcript());
        return Path.Combine(target, Path.GetFileName(Repository.Program));
    }
}
