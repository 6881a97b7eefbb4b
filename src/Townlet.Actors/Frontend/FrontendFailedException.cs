namespace Townlet.Actors;

/// <summary>The page's process ended or never answered.</summary>
public sealed class FrontendFailedException(string message) : Exception(message);
