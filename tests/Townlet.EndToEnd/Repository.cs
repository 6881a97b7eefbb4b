namespace Townlet;

/// <summary>The checkout, and the program that was built in it.</summary>
internal static partial class Repository
{
    public static string Launcher => Path.Combine(Root, "townlet");

    public static string Frontend => Path.Combine(Root, "frontend");

    // Computed at each use: in a class of several files the order of initialisation is not defined.
    public static string Program => FindProgram();

    private static string FindProgram()
    {
        var program = Path.Combine(Root, "src", "Townlet.Host", "bin", "Release", "net10.0", "Townlet.Host");
        return File.Exists(program)
            ? program
            : throw new InvalidOperationException($"There is no {program}. Build the host first: dotnet build src/Townlet.Host -c Release.");
    }
}
