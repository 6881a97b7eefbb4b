namespace Townlet.EndToEnd;

/// <summary>Settings with which no failure counts any more when the next one comes: nothing is given up, and the delay stays the first one.</summary>
internal static class PatientSupervision
{
    /// <returns>The file for --hocon.</returns>
    public static string In(TemporaryFolder folder)
    {
        var file = folder["patient.conf"];
        File.WriteAllText(file, "townlet.supervision.window = 0.01 s");
        return file;
    }
}
