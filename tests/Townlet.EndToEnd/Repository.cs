namespace Townlet.EndToEnd;

/// <summary>The checkout that these tests were built from, and the program that was built in it.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Launcher => Path.Combine(Root, "townlet");

    public static string Frontend => Path.Combine(Root, "frontend");

    public static string Program { get; } = FindProgram();

    public static string Pack(string name) => Path.Combine(Root, "configs", name);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Townlet.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }

    private static string FindProgram()
    {
        var program = Path.Combine(Root, "src", "Townlet.Host", "bin", "Release", "net10.0", "Townlet.Host");
        return File.Exists(program)
            ? program
            : throw new InvalidOperationException($"There is no {program}. Build the host first: dotnet build src/Townlet.Host -c Release.");
    }
}
