namespace Townlet.Actors.Frontend;

/// <summary>The page's process ended or never answered.</summary>
public sealed class FrontendFailedException(string message) : Exception(message);
