using System.Globalization;
using System.Text.Json;
using Townlet.World;

namespace Townlet.Host.Commands;

/// <summary>Shows an <see cref="Evaluation"/> as text or JSON.</summary>
internal static class EvaluationReport
{
    public static IEnumerable<string> Lines(Evaluation evaluation)
    {
        var figures = evaluation.Figures;
        yield return Text($"{Player(evaluation)} in {evaluation.Pack.Name}: {figures.Lives} lives, depletion multiplier {evaluation.DepletionMultiplier}");
        if (evaluation.Trained is { SamePack: false } trained)
        {
            yield return $"It was trained with other rules: pack {trained.Pack} as that was then.";
        }

        var interval = figures.Interval is { } known
            ? Text($"95 % interval {known.Low:0.0} to {known.High:0.0}")
            : "no interval from a single life";
        yield return Text($"Mean survival     {figures.Mean:0.0} of {evaluation.Pack.Town.MaxSteps} steps ({interval})");
        yield return Text($"Median            {figures.Median:0.#}");
        yield return Text($"Shortest          {figures.Shortest}");
        yield return Text($"Longest           {figures.Longest}");
        yield return Text($"Lived to the end  {figures.ReachedCap} of {figures.Lives}");
        var causes = figures.Causes.Select(death => Text($"{MeterNames.NameOf(death.Cause)} {death.Lives}")).DefaultIfEmpty("none");
        yield return $"Causes of death   {string.Join(", ", causes)}";
    }

    /// <returns>One object, on one line.</returns>
    public static string Json(Evaluation evaluation)
    {
        var figures = evaluation.Figures;
        return JsonSerializer.Serialize(new
        {
            pack = evaluation.Pack.Name,
            policy = evaluation.Policy,
            episode = evaluation.Trained?.Episode,
            trained_with = evaluation.Trained?.Pack,
            same_pack = evaluation.Trained?.SamePack,
            lives = figures.Lives,
            depletion_multiplier = evaluation.DepletionMultiplier,
            seed = evaluation.Seed,
            max_steps = evaluation.Pack.Town.MaxSteps,
            mean = figures.Mean,
            median = figures.Median,
            interval_95 = figures.Interval is { } known ? new[] { known.Low, known.High } : null,
            min = figures.Shortest,
            max = figures.Longest,
            reached_max_steps = figures.ReachedCap,
            causes = figures.Causes.ToDictionary(death => MeterNames.NameOf(death.Cause), death => death.Lives),
        });
    }

    private static string Player(Evaluation evaluation) => evaluation switch
    {
        { Trained: { } trained } => Text($"{evaluation.Policy} (episode {trained.Episode}, greedy)"),
        { Policy: EvalCommand.Heuristic } => "The caretaker (scripted rule)",
        _ => "Chance",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
