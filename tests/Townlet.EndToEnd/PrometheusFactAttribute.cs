namespace Townlet.EndToEnd;

/// <summary>A test that lets Debian's Prometheus read a town.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PrometheusFactAttribute : FactAttribute
{
    public PrometheusFactAttribute()
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "prometheus"))))
        {
            Skip = "Prometheus is not installed.";
        }
    }
}
