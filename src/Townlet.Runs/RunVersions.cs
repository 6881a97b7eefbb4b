namespace Townlet.Runs;

/// <summary>What a run was made with.</summary>
public sealed record RunVersions(string Townlet, string Dotnet, string Torchsharp);
