using System.Collections.Immutable;
using System.Globalization;
using Townlet.Configuration.Faults;
using Townlet.Configuration.Files;
using Townlet.Configuration.Yaml;
using Townlet.World.Definition;

namespace Townlet.Configuration.Reading;

/// <summary>Chooses the places of a town and gives each its cell.</summary>
internal static class PlacesOfTown
{
    /// <summary>
    /// The enabled places in the order of the one-hot encoding: first the built-in names in their fixed order, then the pack's
    /// own places in the order of its file. The result is correct only where no fault was added.
    /// </summary>
    /// <param name="training">Says which places are enabled, and the size of the grid.</param>
    /// <param name="trainingFaults">Receives faults of the training file.</param>
    /// <param name="entries">The places of affordances.yaml.</param>
    /// <param name="affordances">The file affordances.yaml.</param>
    public static ImmutableArray<PlaceDefinition> Choose(
        TrainingFile training, FileFaults trainingFaults, ImmutableArray<PlaceEntry> entries, PackFile affordances)
    {
        if (!training.EnabledAffordancesGood)
        {
            return [];
        }

        var chosen = Enabled(training.EnabledAffordances, trainingFaults, entries);
        var order = BuiltInWorld.Places.Select(entry => entry.Place.Name).ToList();
        var ordered = chosen
            .OrderBy(entry => order.IndexOf(entry.Place.Name) is var index and >= 0 ? index : int.MaxValue)
            .ToList();

        var places = ImmutableArray.CreateBuilder<PlaceDefinition>();
        var outside = new List<string>();
        var taken = new Dictionary<GridPosition, PlaceEntry>();
        foreach (var entry in ordered.Where(entry => entry.PositionGood))
        {
            var given = affordances.BuiltIn ? null : entry.Position;
            if ((given ?? DefaultPosition(entry.Place.Name)) is not { } position)
            {
                affordances.Faults.Add(entry.NameAt, $"{YamlScalar.Quote(entry.Place.Name)} has no position, expected one (only the built-in places have a default)");
                continue;
            }

            places.Add(entry.Place with { Position = position });
            if (training.GridSizeAt is not null && (position.X >= training.GridSize || position.Y >= training.GridSize))
            {
                if (given is null)
                {
                    outside.Add(string.Create(CultureInfo.InvariantCulture, $"{entry.Place.Name} ({position.X}, {position.Y})"));
                }
                else
                {
                    affordances.Faults.Add(entry.PositionAt, string.Create(CultureInfo.InvariantCulture, $"position: ({position.X}, {position.Y}) of {entry.Place.Name} is outside the town, expected x and y from 0 to {training.GridSize - 1} (grid_size {training.GridSize})"));
                }
            }
            else if (!taken.TryAdd(position, entry))
            {
                var other = taken[position];
                var at = given is null && other.PositionAt != other.NameAt ? other.PositionAt : entry.PositionAt;
                affordances.Faults.Add(at, string.Create(CultureInfo.InvariantCulture, $"position: {entry.Place.Name} and {other.Place.Name} are both at ({position.X}, {position.Y}), expected different cells"));
            }
        }

        if (outside.Count > 0)
        {
            trainingFaults.Add(training.GridSizeAt!, string.Create(CultureInfo.InvariantCulture, $"grid_size: a town of {training.GridSize} x {training.GridSize} has no room for the default positions of {string.Join(", ", outside)}, expected a larger grid, a position for each in affordances.yaml, or enabled_affordances without them"));
        }

        return places.ToImmutable();
    }

    private static ImmutableArray<PlaceEntry> Enabled(ImmutableArray<YamlScalar> names, FileFaults faults, ImmutableArray<PlaceEntry> entries)
    {
        if (names.IsDefault)
        {
            return entries;
        }

        var byName = entries.ToDictionary(entry => entry.Place.Name, StringComparer.Ordinal);
        var enabled = ImmutableArray.CreateBuilder<PlaceEntry>();
        foreach (var name in names)
        {
            if (byName.TryGetValue(name.Value, out var entry))
            {
                enabled.Add(entry);
            }
            else
            {
                faults.AddUnknown(name, $"enabled_affordances: no place is called {YamlScalar.Quote(name.Value)}", name.Value, byName.Keys);
            }
        }

        return enabled.ToImmutable();
    }

    private static GridPosition? DefaultPosition(string name) =>
        BuiltInWorld.Places.FirstOrDefault(entry => entry.Place.Name == name)?.Position;
}
