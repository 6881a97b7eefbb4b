namespace Townlet.Runs;

/// <summary>Versions of the software that made a run.</summary>
public sealed record RunVersions(string Townlet, string Dotnet, string Torchsharp);
