namespace Townlet.EndToEnd.Towns;

/// <summary>Settings with which no failure counts any more when the next one comes: nothing is given up, and the delay stays the first one.</summary>
internal static class PatientSupervision
{
    /// <param name="folder">For the file.</param>
    /// <param name="outage">From a failure to the new start: long where something must happen meanwhile.</param>
    /// <param name="hangAfter">Limit of every component; as shipped unless told.</param>
    /// <returns>The file for --hocon.</returns>
    public static string In(TemporaryFolder folder, TimeSpan? outage = null, TimeSpan? hangAfter = null)
    {
        var file = folder["patient.conf"];
        var delay = outage is { } length ? FormattableString.Invariant($"townlet.supervision.min-backoff = {length.TotalSeconds} s\n") : "";
        var hang = hangAfter is { } limit
            ? string.Concat(((string[])["hang-after", "hang-after-training", "hang-after-files"]).Select(key => FormattableString.Invariant($"townlet.supervision.{key} = {limit.TotalSeconds} s\n")))
            : "";
        File.WriteAllText(file, $"{delay}{hang}townlet.supervision.window = 0.01 s");
        return file;
    }
}
