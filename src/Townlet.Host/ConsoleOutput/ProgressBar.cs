using System.Globalization;

namespace Townlet.Host.ConsoleOutput;

/// <summary>Draws a run's progress in one line that is never wider than the terminal: what does not fit is left out, the least important first.</summary>
internal static class ProgressBar
{
    private const int NarrowestBar = 6;
    private const int WidestBar = 40;

    /// <param name="progress">What to show.</param>
    /// <param name="columns">Of the terminal.</param>
    /// <returns>Spectre markup; empty where the count alone does not fit.</returns>
    public static string Markup(RunProgress progress, int columns)
    {
        // The last column stays free: a full line would wrap on some terminals, and a wrapped line cannot be wiped away.
        var room = columns - 1;
        var share = Math.Clamp((double)progress.Episode / progress.Episodes, 0, 1);
        var text = string.Create(CultureInfo.InvariantCulture, $"{progress.Episode}/{progress.Episodes}");
        if (text.Length > room)
        {
            return "";
        }

        var wide = new List<string> { text };
        foreach (var part in Parts(progress, share))
        {
            if (wide.Sum(shown => shown.Length + 1) + part.Length + NarrowestBar + 1 <= room)
            {
                wide.Add(part);
            }
        }

        text = string.Join(' ', wide);
        var bar = Math.Min(WidestBar, room - text.Length - 1);
        if (bar < NarrowestBar)
        {
            return text;
        }

        var filled = (int)Math.Round(bar * share);
        var color = progress.Paused ? "yellow" : "green";
        return $"[{color}]{new string('━', filled)}[/][grey]{new string('─', bar - filled)}[/] {text}";
    }

    private static IEnumerable<string> Parts(RunProgress progress, double share)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 100)} %");
        if (progress.Paused)
        {
            yield return "paused";
            yield break;
        }

        if (progress.SecondsLeft is { } left)
        {
            yield return $"{Durations.InWords(TimeSpan.FromSeconds(left))} left";
        }

        if (progress.StepsPerSecond is { } rate)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{rate:0} steps/s");
        }
    }
}
