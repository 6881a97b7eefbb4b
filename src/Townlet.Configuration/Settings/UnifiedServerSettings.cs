namespace Townlet.Configuration.Settings;

/// <summary><c>unified_server</c>: defaults of the command line.</summary>
public sealed record UnifiedServerSettings
{
    public int InferencePort { get; init; } = 8766;

    public int FrontendPort { get; init; } = 5173;

    public bool OpenBrowser { get; init; } = true;

    /// <summary>Seconds within which the page must answer at the start.</summary>
    public int HealthCheckTimeout { get; init; } = 30;
}
