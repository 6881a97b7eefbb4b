using System.Globalization;
using System.Text;

namespace Townlet.Benchmarks;

/// <summary>Draws the results of the learning benchmark as an SVG image: survival over lives trained, one line per seed.</summary>
internal static class SurvivalCurve
{
    private const int Width = 720;
    private const int Height = 320;
    private const int Left = 56;
    private const int Right = 16;
    private const int Top = 34;
    private const int Bottom = 46;

    // Colours that people with red-green colour blindness can tell apart (Okabe and Ito 2008).
    private static readonly string[] _colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];

    /// <param name="results">File that the learning benchmark wrote.</param>
    /// <param name="label">Label of the runs to draw.</param>
    /// <param name="pack">Pack of the runs to draw.</param>
    /// <param name="target">Target in steps, drawn as a dashed line; null: no line.</param>
    /// <param name="ceiling">Top of the scale.</param>
    /// <param name="image">File to write; an old one is overwritten.</param>
    public static void Draw(string results, string label, string pack, double? target, double ceiling, string image)
    {
        var rows = File.ReadLines(results)
            .Select(line => line.Split(','))
            .Where(columns => columns[0] == label && columns[1] == pack)
            .Select(columns => (Seed: columns[2], Episode: Number(columns[3]), Survival: Number(columns[5])))
            .ToList();
        if (rows.Count == 0)
        {
            throw new ArgumentException($"{results} holds no results of pack '{pack}' with the label '{label}'.");
        }

        var last = rows.Max(row => row.Episode);
        double X(double episode) => Left + (episode / last * (Width - Left - Right));
        double Y(double survival) => Top + ((1 - (survival / ceiling)) * (Height - Top - Bottom));

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"20\" font-size=\"14\" fill=\"#222\">{pack}: steps lived, greedy, multiplier 1.0, mean of 100 fresh lives</text>\n");
        for (var tick = 0; tick <= 4; tick++)
        {
            var survival = ceiling * tick / 4;
            var episode = last * tick / 4;
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Y(survival):0.0}H{Width - Right}\" stroke=\"#ddd\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{Y(survival) + 4:0.0}\" text-anchor=\"end\" fill=\"#444\">{survival:0}</text>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(episode):0.0}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\" fill=\"#444\">{episode:0}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\" fill=\"#444\">lives trained</text>\n");
        if (target is { } wanted)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Y(wanted):0.0}H{Width - Right}\" stroke=\"#444\" stroke-dasharray=\"5 4\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - Right}\" y=\"{Y(wanted) - 4:0.0}\" text-anchor=\"end\" fill=\"#444\">asked for: {wanted:0}</text>\n");
        }

        var index = 0;
        foreach (var seed in rows.GroupBy(row => row.Seed))
        {
            var points = string.Join(' ', seed.Select(row => string.Create(CultureInfo.InvariantCulture, $"{X(row.Episode):0.0},{Y(row.Survival):0.0}")));
            var colour = _colours[index % _colours.Length];
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + 8 + (index * 70)}\" y=\"{Height - Bottom - 8}\" fill=\"{colour}\">seed {seed.Key}</text>\n");
            index++;
        }

        svg.Append("</svg>\n");
        File.WriteAllText(image, svg.ToString());
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
