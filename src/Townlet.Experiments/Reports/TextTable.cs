namespace Townlet.Experiments.Reports;

/// <summary>Rows of text, set out in columns.</summary>
public static class TextTable
{
    private const string Gap = "  ";

    /// <param name="rows">All with as many cells as the first, which names the columns.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
