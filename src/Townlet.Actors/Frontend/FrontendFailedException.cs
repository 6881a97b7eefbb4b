namespace Townlet.Actors.Frontend;

/// <summary>The page's process ended or never answered.</summary>
internal sealed class FrontendFailedException(string message) : Exception(message);
