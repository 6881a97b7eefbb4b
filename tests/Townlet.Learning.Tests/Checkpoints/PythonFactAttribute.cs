namespace Townlet.Learning.Tests.Checkpoints;

/// <summary>A test that needs Python; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public const string Program = "python3";

    public PythonFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, Program))))
        {
            Skip = $"{Program} is not installed.";
        }
    }
}
