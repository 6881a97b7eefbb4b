namespace Townlet.Benchmarks.Speed;

/// <summary>All claims about speed and memory, row by row, compared with the targets.</summary>
internal static class SpeedTable
{
    private static readonly Dictionary<string, Func<IAsyncEnumerable<SpeedFigure>>> _rows = new()
    {
        ["town"] = () => TownSpeed.Measure().ToAsyncEnumerable(),
        ["learner"] = () => LearnerSpeed.Measure().ToAsyncEnumerable(),
        ["training"] = () => TrainingSpeed.Measure().ToAsyncEnumerable(),
        ["checkpoint"] = () => CheckpointSpeed.Measure().ToAsyncEnumerable(),
        ["viewers"] = () => Together(ViewerSpeed.MeasureAsync),
        ["start"] = () => Together(StartSpeed.MeasureAsync),
        ["memory"] = () => Together(MemoryFigures.MeasureAsync),
    };

    public static IReadOnlyCollection<string> Rows => _rows.Keys;

    /// <param name="rows">Rows to measure; empty for all.</param>
    /// <returns>False where a required target was missed.</returns>
    public static async Task<bool> RunAsync(IReadOnlyCollection<string> rows)
    {
        var log = new ResultLog("benchmarks/results/speed.jsonl");
        log.Begin();
        var reached = true;
        foreach (var row in rows.Count > 0 ? rows : Rows)
        {
            await foreach (var figure in _rows[row]().ConfigureAwait(false))
            {
                log.Add(figure);
                reached &= figure.Target.Required is null || figure.Target.Reached(figure.Median) != "missed";
            }
        }

        return reached;
    }

    private static async IAsyncEnumerable<SpeedFigure> Together(Func<Task<IReadOnlyList<SpeedFigure>>> measure)
    {
        foreach (var figure in await measure().ConfigureAwait(false))
        {
            yield return figure;
        }
    }
}
