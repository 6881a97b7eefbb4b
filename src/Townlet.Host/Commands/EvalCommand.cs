using System.CommandLine;
using System.Globalization;
using Townlet.Configuration;
using Townlet.Learning.Evaluation;

namespace Townlet.Host.Commands;

/// <summary><c>townlet eval</c>: how long a policy, or a rule, lives in fresh lives, greedily.</summary>
internal static class EvalCommand
{
    public const string Random = "random";
    public const string Heuristic = "heuristic";

    private const int MostLives = 1_000_000;

    public static Command Create()
    {
        var checkpoint = new Option<string?>("--checkpoint") { Description = "A checkpoint, a policy file, or the folder of a run, whose newest policy is taken.", HelpName = "FILE" };
        var policy = new Option<string?>("--policy") { Description = "Instead of a trained policy: random acts by chance, heuristic is the scripted caretaker that knows the town's rules.", HelpName = $"{Random}|{Heuristic}" };
        var config = new Option<string?>("--config") { Description = "Pack folder or training file. Default with --checkpoint: the run's own copy.", HelpName = "PACK" };
        var lives = Number<int>("--lives", "Fresh lives, each from a start cell drawn at random.", 100, $"a whole number from 1 to {MostLives}", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostLives ? number : null);
        var multiplier = Number<float>("--depletion-multiplier", "Scales base depletion.", 1f, "a number from 0 up", text =>
            float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) && number >= 0 ? number : null);
        var seed = Number<ulong>("--seed", "Seed of start cells and chance.", 1UL, $"a whole number from 0 to {ulong.MaxValue}", text =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("eval", "Tell how long a policy lives, greedily, in fresh lives: mean, median, 95 % interval, causes of death.")
        {
            checkpoint, policy, config, lives, multiplier, seed, json,
        };
        command.SetAction(parsed =>
        {
            try
            {
                var evaluation = Evaluate(
                    parsed.GetValue(checkpoint), parsed.GetValue(policy), parsed.GetValue(config), parsed.GetValue(lives), parsed.GetValue(multiplier), parsed.GetValue(seed));
                foreach (var line in parsed.GetValue(json) ? [EvaluationReport.Json(evaluation)] : EvaluationReport.Lines(evaluation))
                {
                    Console.Out.WriteLine(line);
                }

                return ExitCode.Success;
            }
            catch (EvaluationRefusedException refused)
            {
                Console.Error.WriteLine(refused.Message);
                return ExitCode.BadInput;
            }
        });
        return command;
    }

    /// <exception cref="EvaluationRefusedException">There is nothing, or nothing sound, to evaluate.</exception>
    public static Evaluation Evaluate(string? checkpoint, string? policy, string? config, int lives, float multiplier, ulong seed)
    {
        if (checkpoint is null == policy is null)
        {
            throw new EvaluationRefusedException(checkpoint is null
                ? $"There is nothing to evaluate: name a policy with --checkpoint, or take --policy {Random} or --policy {Heuristic}."
                : "--checkpoint and --policy exclude each other: a trained policy is evaluated, or one that needs no training. Leave one of them out.");
        }

        if (checkpoint is not null)
        {
            var file = PolicyFile.Find(checkpoint, Console.Error.WriteLine);
            var (pack, trained, origin) = file.Load(config);
            using (trained)
            {
                return Lived(pack, file.Name, origin, new PolicyPlayer(trained, lives));
            }
        }

        if (policy is not (Random or Heuristic))
        {
            throw new EvaluationRefusedException($"--policy must be {Random} or {Heuristic}, not '{policy}'.");
        }

        if (config is null)
        {
            throw new EvaluationRefusedException($"--policy {policy} needs a town to live in: name a pack with --config.");
        }

        var result = PackReader.Read(config);
        return result.Pack is { } town
            ? Lived(town, policy, trained: null, policy == Random ? new RandomPlayer(seed) : new Caretaker(town.Town, lives))
            : throw new EvaluationRefusedException(string.Join(Environment.NewLine, result.Faults));

        Evaluation Lived(Pack pack, string name, TrainedIn? trained, ITownPlayer player) => new()
        {
            Pack = pack,
            Policy = name,
            Trained = trained,
            DepletionMultiplier = multiplier,
            Seed = seed,
            Figures = SurvivalFigures.Of(SurvivalTrial.Run(pack.Town, player, lives, multiplier, seed)),
        };
    }

    /// <param name="name">With its dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="usual">Its value when it is not given.</param>
    /// <param name="wanted">What it must be, in words.</param>
    /// <param name="read">Null for a text that is no such value.</param>
    private static Option<T> Number<T>(string name, string description, T usual, string wanted, Func<string, T?> read)
        where T : struct =>
        new(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (read(text) is { } value)
                {
                    return value;
                }

                result.AddError($"{name} must be {wanted}, not '{text}'.");
                return usual;
            },
        };
}
