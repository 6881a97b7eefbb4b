namespace Townlet.Configuration;

/// <summary><c>unified_server</c>: defaults of the command line.</summary>
public sealed record UnifiedServerSettings
{
    public int InferencePort { get; init; } = 8766;

    public int FrontendPort { get; init; } = 5173;

    public bool OpenBrowser { get; init; } = true;

    /// <summary>Seconds that the page may take to answer.</summary>
    public int HealthCheckTimeout { get; init; } = 30;
}
