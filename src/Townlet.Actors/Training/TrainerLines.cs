using System.Globalization;
using Townlet.Learning.Training;
using Townlet.World.Definition;

namespace Townlet.Actors.Training;

/// <summary>The longer lines that the trainer announces.</summary>
internal static class TrainerLines
{
    /// <summary>What a resumed run has got back.</summary>
    public static string Restored(RestoredState restored)
    {
        var (lowest, highest) = (restored.Stages.Min(), restored.Stages.Max());
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Restored: {restored.TotalSteps} steps lived, {restored.LearnerSteps} steps of the optimiser, {restored.ReplaySize} transitions in replay, epsilon {restored.Epsilon:0.000}, curriculum stage {lowest}{(highest > lowest ? $" to {highest}" : "")}, {restored.Generators} random generators");
    }

    /// <summary>Where each place was and is.</summary>
    public static string Tested(Trainer.GeneralizationTested test)
    {
        var moves = test.Places.Select((name, place) => $"{name} {Shown(test.Shuffle.Before[place])} to {Shown(test.Shuffle.After[place])}");
        return $"Generalisation test after episode {test.Shuffle.Episode}: every place is moved once: {string.Join(", ", moves)}.";
    }

    private static string Shown(GridPosition position) => string.Create(CultureInfo.InvariantCulture, $"({position.X},{position.Y})");
}
