namespace Townlet.Configuration.Schema;

/// <summary>Finds the name that a misspelt word probably stands for.</summary>
public static class Nearest
{
    /// <summary>The nearest of <paramref name="names"/>, with at most a third of its letters different; null where none is that near.</summary>
    public static string? Of(string word, IEnumerable<string> names) => Of(word, names, lettersPerMistake: 3);

    /// <summary>The nearest name with at most a quarter of its letters different, so that the word is hardly meant as another one; null where none is that near.</summary>
    public static string? Misspelt(string word, IEnumerable<string> names) => Of(word, names, lettersPerMistake: 4);

    private static string? Of(string word, IEnumerable<string> names, int lettersPerMistake)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(names);
        string? nearest = null;
        var least = int.MaxValue;
        foreach (var name in names)
        {
            // In a short name one letter makes another word: gpu is not a misspelt cpu.
            var allowed = name.Length < 4 ? 0 : Math.Max(1, name.Length / lettersPerMistake);
            if (Math.Abs(name.Length - word.Length) > allowed)
            {
                continue;
            }

            var distance = Distance(word.ToUpperInvariant(), name.ToUpperInvariant());
            if (distance <= allowed && distance < least)
            {
                (nearest, least) = (name, distance);
            }
        }

        return nearest;
    }

    // Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours (Damerau 1964).
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(substitution, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
