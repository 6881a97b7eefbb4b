using System.Collections.Immutable;
using Townlet.Configuration.Faults;
using Townlet.Configuration.Reading;

namespace Townlet.Configuration.Files;

/// <summary>The world of the shipped level 1 pack, built into the program. A single training file uses it where no world files lie beside it.</summary>
internal static class BuiltInWorld
{
    private static readonly Lazy<ImmutableArray<PlaceEntry>> LazyPlaces = new(ReadPlaces);

    /// <summary>The built-in places, each with its position, in the order of the one-hot encoding.</summary>
    public static ImmutableArray<PlaceEntry> Places => LazyPlaces.Value;

    public static PackFile File(string role, FaultList faults)
    {
        using var stream = typeof(BuiltInWorld).Assembly.GetManifestResourceStream(role)
            ?? throw new InvalidOperationException($"The program lacks its built-in {role}.");
        using var reader = new StreamReader(stream);
        return new PackFile(role, reader.ReadToEnd(), true, new FileFaults(faults, $"built-in {role}"));
    }

    private static ImmutableArray<PlaceEntry> ReadPlaces() =>
        AffordancesReader.Read(File(PackFiles.AffordancesRole, new FaultList())) ?? throw new InvalidOperationException("The program's built-in places are faulty.");
}
